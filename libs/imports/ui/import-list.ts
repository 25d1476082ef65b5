import { ChangeDetectionStrategy, Component, inject, resource } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { RouterLink } from '@angular/router';
import type { ImportState } from '#imports/model';
import { Formats, Icon, T } from '#kernel/ui';
import { StatusChip } from '#workbench/ui';
import { ImportClient } from './import-client.ts';

const TONES: Partial<Record<ImportState, string>> = { done: 'success', paused: 'warning', cancelled: 'neutral', failed: 'danger', running: 'info', checking: 'info', undoing: 'warning', undone: 'neutral' };

/** The imports of this workspace, latest first. */
@Component({
  selector: 'crm-import-list',
  imports: [Icon, MatButton, RouterLink, StatusChip, T],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <header><h1>{{ 'import.many' | t }}</h1><a matButton="filled" routerLink="/imports/new"><crm-icon name="upload" /> {{ 'import.new' | t }}</a></header>
    <ul>
      @for (one of imports.value() ?? []; track one.id) {
        <li><a [routerLink]="['/imports', one.id]">
          <b>{{ one.name }}</b><crm-status-chip [tone]="tones[one.state] ?? 'neutral'">{{ 'import.state.' + one.state | t }}</crm-status-chip>
          <span>{{ 'import.kind.' + one.kind | t }} · {{ 'import.rowsWith' | t: { n: formats.number(one.rows) } }} · {{ formats.moment(one.createdAt) }}</span>
        </a></li>
      } @empty { @if (!imports.isLoading()) { <li class="none">{{ 'import.empty' | t }}</li> } }
    </ul>
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
}
