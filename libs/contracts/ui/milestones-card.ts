import { ChangeDetectionStrategy, Component, computed, inject, input, signal } from '@angular/core';
import { MatCheckbox } from '@angular/material/checkbox';
import { Formats, Session, T, Toast } from '#kernel/ui';
import { Records, StatusChip } from '#workbench/ui';
import { Contract, FULFILMENT_TONES, IN_FORCE } from '#contracts/model';

/** The checklist of a contract; rows are ticked while it is in force. */
@Component({
  selector: 'crm-milestones-card',
  imports: [MatCheckbox, StatusChip, T],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <header><h2>{{ 'contract.field.milestones' | t }}</h2><crm-status-chip [tone]="tone()">{{ 'contract.fulfilment.' + contract().fulfilment | t }}</crm-status-chip></header>
    @for (row of contract().milestones; track $index; let at = $index) {
      <div class="row">
        <mat-checkbox [checked]="row.doneOn !== null" [disabled]="!open() || busy()" (change)="tick(at, $event.checked)">{{ row.name }}</mat-checkbox>
        <span [class.late]="!row.doneOn && row.dueOn && row.dueOn < formats.today">@if (row.doneOn) { {{ 'contract.doneOn' | t: { day: formats.day(row.doneOn) } }} } @else if (row.dueOn) { {{ 'contract.dueOn' | t: { day: formats.day(row.dueOn) } }} }</span>
      </div>
    }
  `,
  styles: `
    :host { display: block; padding: 8px 16px 12px; border: 1px solid var(--mat-sys-outline-variant); border-radius: 10px; background: var(--mat-sys-surface); } header { display: flex; align-items: center; gap: 8px; min-height: 40px; } h2 { flex: 1; margin: 0; font-size: 14px; font-weight: 600; }
    .row { display: flex; align-items: center; gap: 12px; min-height: 40px; } mat-checkbox { flex: 1; min-width: 0; } span { font-size: 13px; color: var(--mat-sys-on-surface-variant); white-space: nowrap; } .late { color: var(--mat-sys-error); }
  `,
})
export class MilestonesCard {
  readonly contract = input.required<Contract>();
  private readonly session = inject(Session);
  private readonly records = inject(Records);
  private readonly toast = inject(Toast);
  protected readonly formats = inject(Formats);
  protected readonly busy = signal(false);
  protected readonly tone = computed(() => FULFILMENT_TONES[this.contract().fulfilment]);
  protected readonly open = computed(() => IN_FORCE.includes(this.contract().stage) && this.session.can('contract.update'));

  protected async tick(milestone: number, done: boolean): Promise<void> {
    this.busy.set(true);
    await this.records.verb(Contract, this.contract(), 'tick', { milestone, doneOn: done ? this.formats.today : null }).catch((error: unknown) => this.toast.fail(error));
    this.busy.set(false);
  }
}
