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
        <thead><tr><th>{{ 'backup.when' | t }}</th><th>{{ 'backup.state' | t }}</th><th>{{ 'backup.contents' | t }}</th><th>{{ 'backup.checked' | t }}</th>@if (may()) { <th></th> }</tr></thead>
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
              @if (may()) {
                <td class="take">
                  @if (coming()?.id === one.id) { <span class="quiet" role="status">{{ 'backup.downloading' | t: { share: share() } }}</span> }
                  @else if (lies(one)) { <button matButton [disabled]="coming() !== null" [attr.aria-label]="'backup.downloadOf' | t: { when: formats.exactly(one.startedAt) }" (click)="download(one)">{{ 'backup.download' | t }}</button> }
                </td>
              }
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
    .take { padding: 2px 0; text-align: end; white-space: nowrap; }
    @media (max-width: 767px) { thead { display: none; } tr { display: grid; grid-template-columns: 1fr auto; gap: 2px 12px; padding: 10px 0; border-top: 1px solid var(--mat-sys-outline-variant); } td { padding: 0; border: 0; } .take { grid-column: 2; justify-self: end; margin-inline-end: -12px; } .take:empty { display: none; } }
  `,
})
export class RunsCard {
  readonly runs = input.required<readonly BackupView[]>();
  /** Whether a backup may be taken along. */
  readonly may = input.required<boolean>();
  private readonly client = inject(BackupsClient);
  private readonly words = inject(Words);
  protected readonly formats = inject(Formats);
  protected readonly all = signal(false);
  protected readonly shown = computed(() => (this.all() ? this.runs() : this.runs().slice(0, FIRST)));

  /** The one that is being fetched, and how much of it has come. */
  protected readonly coming = signal<{ readonly id: string; readonly share: number } | null>(null);
  protected readonly share = computed(() => new Intl.NumberFormat(this.words.language(), { style: 'percent' }).format(this.coming()?.share ?? 0));

  protected lies = ({ state, removedAt, copies }: BackupView) => (state === 'good' || state === 'partial') && !removedAt && copies.some((copy) => copy.state === 'held');
  protected async download(one: BackupView): Promise<void> {
    this.coming.set({ id: one.id, share: 0 });
    await this.client.download(one, (share) => this.coming.set({ id: one.id, share }));
    this.coming.set(null);
  }
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
