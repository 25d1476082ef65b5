import { ChangeDetectionStrategy, Component, computed, inject, input, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import type { BackupView, FaultView } from '#backups/model';
import { Formats, T, Words } from '#kernel/ui';
import { StatusChip } from '#workbench/ui';
import { BackupsClient } from './backups-client.ts';

const TONES: Readonly<Record<string, string>> = { running: 'info', good: 'success', partial: 'warning', failed: 'danger', removed: 'neutral' };
const FIRST = 10;

/** The runs, newest first: what came of each, and what proves it. */
@Component({
  selector: 'crm-backup-runs',
  imports: [MatButton, StatusChip, T],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <h2>{{ 'backup.runs' | t }}</h2>
    @if (runs().length === 0) { <p class="quiet">{{ 'backup.noRuns' | t }}</p> } @else {
      <table>
        <thead><tr><th>{{ 'backup.when' | t }}</th><th>{{ 'backup.state' | t }}</th><th>{{ 'backup.contents' | t }}</th><th>{{ 'backup.checked' | t }}</th></tr></thead>
        <tbody>
          @for (one of shown(); track one.id) {
            <tr>
              <td [title]="one.name">{{ formats.exactly(one.startedAt) }}<br /><small class="quiet">{{ 'backup.cause.' + one.cause | t }}@if (took(one)) { · {{ took(one) }} }</small></td>
              <td>
                <crm-status-chip [tone]="tone(one)">{{ 'backup.states.' + stateOf(one) | t }}</crm-status-chip>
                @for (copy of one.copies; track copy.targetId) { @if (copy.fault; as fault) { <br /><small class="bad">{{ faultOf(fault) }}</small> } }
                @if (one.fault && one.copies.length === 0) { <br /><small class="bad">{{ faultOf(one.fault) }}</small> }
              </td>
              <td>@if (one.bytes > 0) { {{ size(one.bytes) }}<br /><small class="quiet">{{ contents(one) }}</small> }</td>
              <td class="quiet">{{ proof(one) }}</td>
            </tr>
          }
        </tbody>
      </table>
      @if (runs().length > shown().length) { <button matButton (click)="all.set(true)">{{ 'ui.more' | t }}</button> }
    }
  `,
  styleUrl: './card.scss',
  styles: `
    table { width: 100%; border-collapse: collapse; font-size: 14px; }
    th { padding: 6px 12px 6px 0; text-align: start; font-weight: 500; font-size: 13px; color: var(--mat-sys-on-surface-variant); white-space: nowrap; }
    td { padding: 8px 12px 8px 0; border-top: 1px solid var(--mat-sys-outline-variant); vertical-align: top; font-variant-numeric: tabular-nums; }
    @media (max-width: 767px) { thead { display: none; } tr { display: grid; grid-template-columns: 1fr auto; gap: 2px 12px; padding: 10px 0; border-top: 1px solid var(--mat-sys-outline-variant); } td { padding: 0; border: 0; } }
  `,
})
export class RunsCard {
  readonly runs = input.required<readonly BackupView[]>();
  private readonly client = inject(BackupsClient);
  private readonly words = inject(Words);
  protected readonly formats = inject(Formats);
  protected readonly all = signal(false);
  protected readonly shown = computed(() => (this.all() ? this.runs() : this.runs().slice(0, FIRST)));

  protected stateOf = ({ state, removedAt }: BackupView) => (removedAt ? 'removed' : state);
  protected tone = (one: BackupView) => TONES[this.stateOf(one)] ?? 'neutral';
  protected size = (bytes: number) => this.client.size(bytes);
  protected took = (one: BackupView) => this.client.took(one);
  protected faultOf = (fault: FaultView) => this.client.fault(fault);
  protected contents({ rowCount, files }: BackupView): string {
    const rows = this.words.t('backup.rows', { n: this.formats.number(rowCount) });
    return files > 0 ? `${rows} · ${this.words.t('backup.filesHeld', { n: this.formats.number(files) })}` : rows;
  }
  protected proof({ state, checkedAt, verifiedAt }: BackupView): string {
    if (verifiedAt) return this.words.t('backup.proof.restored', { when: this.formats.moment(verifiedAt) });
    if (checkedAt) return this.words.t('backup.proof.opened', { when: this.formats.moment(checkedAt) });
    return state === 'good' || state === 'partial' ? this.words.t('backup.proof.none') : '';
  }
}
