import { ChangeDetectionStrategy, Component, computed, inject, resource, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { RouterLink } from '@angular/router';
import type { ImportState, ImportView } from '#imports/model';
import { Formats, Icon, T } from '#kernel/ui';
import { StatusChip } from '#workbench/ui';
import { ImportClient } from './import-client.ts';

const TONES: Partial<Record<ImportState, string>> = { done: 'success', paused: 'warning', cancelled: 'neutral', failed: 'danger', running: 'info', checking: 'info', undoing: 'warning', undone: 'neutral' };

const PAGE = 50;

/** The imports of this workspace, latest first. */
@Component({
  selector: 'crm-import-list',
  imports: [Icon, MatButton, RouterLink, StatusChip, T],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <header><h1>{{ 'import.many' | t }}</h1><a matButton="filled" routerLink="/imports/new"><crm-icon name="upload" /> {{ 'import.new' | t }}</a></header>
    <ul>
      @for (one of shown(); track one.id) {
        <li><a [routerLink]="['/imports', one.id]">
          <b>{{ one.name }}</b><crm-status-chip [tone]="tones[one.state] ?? 'neutral'">{{ 'import.state.' + one.state | t }}</crm-status-chip>
          <span>{{ 'import.kind.' + one.kind | t }} · {{ 'import.rowsWith' | t: { n: formats.number(one.rows) } }} · {{ formats.moment(one.createdAt) }}@if (one.report; as report) { · {{ 'import.outcome' | t: { create: formats.number(report.create), update: formats.number(report.update), skip: formats.number(report.skip), error: formats.number(report.error) } }} }</span>
        </a></li>
      } @empty { @if (!imports.isLoading()) { <li class="none">{{ 'import.empty' | t }}</li> } }
    </ul>
    @if (more()) { <button matButton="outlined" (click)="older()">{{ 'import.older' | t }}</button> }
  `,
  styles: `
    :host { display: block; height: 100%; overflow: auto; padding: 16px 20px; background: var(--mat-sys-surface); } header { display: flex; align-items: center; justify-content: space-between; min-height: 40px; } h1 { margin: 0; font-size: 20px; font-weight: 600; }
    ul { list-style: none; margin: 16px 0 0; padding: 0; } li { border-top: 1px solid var(--mat-sys-outline-variant); } a:not([matButton]) { display: flex; flex-wrap: wrap; align-items: center; gap: 4px 12px; padding: 12px 4px; color: inherit; text-decoration: none; }
    b { font-weight: 500; } span { color: var(--mat-sys-on-surface-variant); } .none { padding: 48px; text-align: center; color: var(--mat-sys-on-surface-variant); }
  `,
})
export class ImportList {
  private readonly client = inject(ImportClient);
  protected readonly formats = inject(Formats);
  protected readonly tones = TONES;
  protected readonly imports = resource({ loader: () => this.client.list() });
  private readonly earlier = signal<readonly ImportView[]>([]);
  protected readonly shown = computed(() => [...(this.imports.value() ?? []), ...this.earlier()]);
  private readonly last = signal(PAGE);
  /** A whole page came, so there may be more. */
  protected readonly more = computed(() => this.shown().length >= PAGE && this.last() === PAGE);

  protected async older(): Promise<void> {
    const page = await this.client.list(this.shown().at(-1)?.id);
    this.last.set(page.length);
    this.earlier.update((known) => [...known, ...page]);
  }
}
