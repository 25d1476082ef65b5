import { ChangeDetectionStrategy, Component, computed, effect, inject, signal, untracked } from '@angular/core';
import { toSignal } from '@angular/core/rxjs-interop';
import { MatButton } from '@angular/material/button';
import { ActivatedRoute, Router } from '@angular/router';
import type { AuditEntry } from '#audit/model';
import { Formats, Icon, T, Toast } from '#kernel/ui';
import { StatusChip } from '#workbench/ui';
import { AuditClient, type Filters } from './audit-client.ts';
import { AuditDetailView } from './audit-detail.ts';
import { AuditFilters } from './audit-filters.ts';
import { AuditWords } from './audit-words.ts';
import { AuditIntegrity } from './integrity.ts';

/** The audit log: who did what, when and from where; its filters are its address. */
@Component({
  selector: 'crm-audit-page',
  imports: [AuditDetailView, AuditFilters, AuditIntegrity, Icon, MatButton, StatusChip, T],
  changeDetection: ChangeDetectionStrategy.OnPush,
  templateUrl: './audit-page.html',
  styleUrl: './audit-page.scss',
})
export class AuditPage {
  private readonly client = inject(AuditClient);
  private readonly router = inject(Router);
  private readonly toast = inject(Toast);
  protected readonly says = inject(AuditWords);
  protected readonly formats = inject(Formats);
  private readonly params = toSignal(inject(ActivatedRoute).queryParams, { initialValue: {} });
  protected readonly filters = computed<Filters>(() => this.params());
  protected readonly narrowed = computed(() => Object.keys(this.filters()).length > 0);
  protected readonly entries = signal<readonly AuditEntry[]>([]);
  protected readonly next = signal<string | null>(null);
  protected readonly loading = signal(true);
  protected readonly failed = signal(false);
  protected readonly open = signal<string | null>(null);
  protected readonly exporting = signal(false);

  constructor() {
    effect(() => {
      this.filters();
      untracked(() => void this.load(null));
    });
  }

  protected more = () => this.load(this.next());
  protected reload = () => this.load(null);
  protected toggle(id: string): void {
    this.open.update((open) => (open === id ? null : id));
  }
  protected narrow(filters: Filters): void {
    void this.router.navigate([], { queryParams: filters });
  }

  protected async export(): Promise<void> {
    this.exporting.set(true);
    try {
      this.toast.show('audit.exported', { n: this.formats.number(await this.client.export(this.filters())) });
    } catch (error) {
      this.toast.fail(error);
    }
    this.exporting.set(false);
  }

  private async load(after: string | null): Promise<void> {
    const asked = this.filters();
    this.loading.set(true);
    this.failed.set(false);
    try {
      const page = await this.client.list(asked, after);
      if (asked !== this.filters()) return;
      this.entries.update((known) => (after ? [...known, ...page.items] : page.items));
      this.next.set(page.next);
    } catch {
      this.failed.set(true);
    }
    this.loading.set(false);
  }
}
