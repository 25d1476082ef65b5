import { ChangeDetectionStrategy, Component, computed, inject, output, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { MatCheckbox } from '@angular/material/checkbox';
import { MatDialog } from '@angular/material/dialog';
import { RouterLink } from '@angular/router';
import { firstValueFrom } from 'rxjs';
import { showPhone } from '#kernel/model';
import { Icon, T, Toast } from '#kernel/ui';
import { StatusChip } from '#workbench/ui';
import type { PersonRecord, PrivacyReport } from '#privacy/model';
import { EraseDialog, type Erasing } from './erase-dialog.ts';
import { HoldDialog } from './hold-dialog.ts';
import { PrivacyClient, type Asked } from './privacy-client.ts';
import { PrivacyReportView } from './privacy-report.ts';
import { PrivacyWords } from './privacy-words.ts';

const NOTHING: Asked = { email: null, phone: null, creditCode: null, name: null, customer: null };

/** Finds somebody, and does for them what the law gives them. */
@Component({
  selector: 'crm-person-finder',
  imports: [Icon, MatButton, MatCheckbox, PrivacyReportView, RouterLink, StatusChip, T],
  changeDetection: ChangeDetectionStrategy.OnPush,
  templateUrl: './person-finder.html',
  styleUrl: './privacy.scss',
})
export class PersonFinder {
  /** Something was held or erased. */
  readonly changed = output();

  private readonly dialog = inject(MatDialog);
  private readonly toast = inject(Toast);
  protected readonly client = inject(PrivacyClient);
  protected readonly says = inject(PrivacyWords);
  protected readonly by = ['email', 'phone', 'creditCode', 'name', 'customer'] as const;
  protected readonly asked = signal<Asked>(NOTHING);
  protected readonly found = signal<readonly PersonRecord[] | null>(null);
  protected readonly chosen = signal<ReadonlySet<string>>(new Set());
  protected readonly report = signal<PrivacyReport | null>(null);
  protected readonly files = signal<string | null>(null);
  protected readonly busy = signal<'searching' | 'looking' | 'exporting' | 'erasing' | null>(null);
  protected readonly sought = computed(() => ['email', 'phone', 'creditCode', 'name'].some((one) => this.asked()[one as keyof Asked]));
  private readonly beside = computed(() => ({ email: this.asked().email, phone: (this.asked().phone ?? '').replace(/\D/g, '').length > 4 ? this.asked().phone : null }));
  protected readonly ready = computed(() => this.busy() === null && (this.chosen().size > 0 || this.beside().email !== null || this.beside().phone !== null));
  protected readonly refused = computed(() => (this.found() ?? []).some((hit) => hit.refusal !== null && this.chosen().has(this.key(hit))));

  protected key = ({ kind, id }: PersonRecord) => `${kind}/${id}`;
  protected phone = (number: string) => showPhone(number);
  protected ask(name: keyof Asked, value: string): void {
    this.asked.update((all) => ({ ...all, [name]: value.trim() || null }));
  }
  protected toggle(hit: PersonRecord): void {
    const chosen = new Set(this.chosen());
    if (!chosen.delete(this.key(hit))) chosen.add(this.key(hit));
    this.choose(chosen);
  }

  protected search(event: Event): Promise<void> {
    event.preventDefault();
    return this.during('searching', async () => {
      const found = await this.client.search(this.asked());
      this.found.set(found);
      this.choose(new Set(found.filter(({ refusal }) => refusal === null).map(this.key)));
    });
  }
  protected look(): Promise<void> {
    return this.during('looking', async () => this.report.set((await this.client.request(this.body('look'))).report));
  }
  protected export(): Promise<void> {
    return this.during('exporting', async () => {
      const { id, report } = await this.client.request(this.body('export'));
      this.report.set(report);
      this.files.set(id);
    });
  }
  /** Shows what goes and what stays, asks for the name, and does it. */
  protected async erase(): Promise<void> {
    if (!this.report()) await this.look();
    const report = this.report();
    if (!report) return;
    const name = report.records[0]?.name ?? this.beside().email ?? this.beside().phone ?? '';
    const answer = await firstValueFrom(this.dialog.open<EraseDialog, { name: string; report: PrivacyReport }, Erasing>(EraseDialog, { data: { name, report }, maxWidth: 560, autoFocus: 'dialog' }).afterClosed());
    if (!answer) return;
    await this.during('erasing', async () => {
      const { report: left } = await this.client.request({ ...this.body('erase'), ...answer });
      this.toast.show('privacy.erased');
      this.found.set(null);
      this.choose(new Set());
      this.report.set(left && left.mentions.length > 0 ? left : null);
      this.asked.set(NOTHING);
      this.changed.emit();
    });
  }
  protected async hold(hit: PersonRecord): Promise<void> {
    const answer = await firstValueFrom(this.dialog.open<HoldDialog, string, { reason: string; until: string }>(HoldDialog, { data: hit.name, maxWidth: 420 }).afterClosed());
    if (!answer) return;
    try {
      await this.client.hold(this.key(hit), answer.reason, answer.until);
      this.toast.show('privacy.holdDone');
      this.found.update((all) => all?.map((one) => (one.id === hit.id ? { ...one, refusal: 'privacy-held' } : one)) ?? null);
      this.changed.emit();
    } catch (error) {
      this.toast.fail(error);
    }
  }

  private body = (action: string) => ({ action, records: [...this.chosen()], ...this.beside() });
  private choose(chosen: ReadonlySet<string>): void {
    this.chosen.set(chosen);
    this.report.set(null);
    this.files.set(null);
  }
  private async during(what: 'searching' | 'looking' | 'exporting' | 'erasing', work: () => Promise<void>): Promise<void> {
    this.busy.set(what);
    try {
      await work();
    } catch (error) {
      this.toast.fail(error);
    }
    this.busy.set(null);
  }
}
