import { ChangeDetectionStrategy, Component, computed, inject, input } from '@angular/core';
import type { Restoration } from '#backups/model';
import { T, Words } from '#kernel/ui';
import { StatusChip } from '#workbench/ui';
import { BackupsClient } from './backups-client.ts';

/** How far a drill or restore is. */
@Component({
  selector: 'crm-restoration-progress',
  imports: [StatusChip, T],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <div><crm-status-chip tone="info">{{ (of().kind === 'drill' ? 'restoration.drilling' : 'restoration.restoring') | t }}</crm-status-chip><span>{{ step() }}</span></div>
    @if (of().total > 0) { <progress [max]="of().total" [value]="of().done" [attr.aria-label]="step()"></progress> } @else { <progress [attr.aria-label]="step()"></progress> }
  `,
  styles: ':host { display: grid; gap: 10px; padding: 8px 0; } div { display: flex; flex-wrap: wrap; gap: 8px 12px; align-items: center; font-size: 13px; } progress { width: 100%; height: 6px; accent-color: var(--mat-sys-primary); }',
  host: { role: 'status' },
})
export class RestorationProgress {
  readonly of = input.required<Restoration>();
  private readonly words = inject(Words);
  private readonly client = inject(BackupsClient);

  protected readonly step = computed(() => {
    const { step, done, total } = this.of();
    if (!step) return '…';
    const text = this.words.t(`restoration.check.${step}`);
    if (step === 'load' && total > 0) return `${text}: ${this.client.size(done)} / ${this.client.size(total)}`;
    return total > 0 ? `${text}: ${done} / ${total}` : `${text} …`;
  });
}
