import { ChangeDetectionStrategy, Component, computed, inject, input } from '@angular/core';
import { daysBetween } from '#kernel/model';
import { Formats, Icon, Session, T, Words } from '#kernel/ui';
import { StagePath } from '#workbench/ui';
import { Contract, IN_FORCE, pathOf } from '#contracts/model';

/** Where a contract stands, how much of it came in, and how long it still runs. */
@Component({
  selector: 'crm-contract-progress',
  imports: [Icon, StagePath, T],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <crm-stage-path [stages]="path()" [stageId]="contract().stage" [outcome]="outcome()" [locked]="true" />
    <div class="facts">
      @if (paid(); as one) {
        <div class="paid"><span>{{ 'contract.receivedOf' | t: { percent: one.percent } }}</span><div class="bar" role="progressbar" aria-valuemin="0" aria-valuemax="100" [attr.aria-valuenow]="one.now" [attr.aria-label]="'contract.field.received' | t"><i [style.inline-size.%]="one.now"></i></div></div>
      }
      @if (left(); as text) { <p [class.soon]="soon()"><crm-icon name="schedule" /> {{ text }}</p> }
      @if (contract().approval === 'in_approval') { <p class="soon"><crm-icon name="warning" /> {{ 'contract.locked' | t }}</p> }
      @if (contract().reason; as why) { <p>{{ 'contract.field.reason' | t }}: {{ why }}</p> }
    </div>
  `,
  styles: `
    :host { display: block; contain: inline-size; } .facts { display: flex; flex-wrap: wrap; align-items: center; gap: 6px 24px; margin-top: 6px; font-size: 13px; color: var(--mat-sys-on-surface-variant); } p { display: flex; align-items: center; gap: 6px; margin: 0; } crm-icon { width: 16px; height: 16px; } .soon { color: light-dark(#8a5300, #ffca7a); }
    .paid { display: flex; align-items: center; gap: 10px; } .bar { width: min(220px, 40vw); height: 8px; border-radius: 4px; background: var(--mat-sys-secondary-container); overflow: hidden; } i { display: block; height: 100%; background: light-dark(#1f7a3f, #6fcf8f); }
  `,
})
export class ContractProgress {
  readonly contract = input.required<Contract>();
  private readonly words = inject(Words);
  private readonly formats = inject(Formats);
  private readonly session = inject(Session);
  protected readonly path = computed(() => pathOf(this.contract().stage).map((id) => ({ id, name: this.words.t(`contract.stage.${id}`), hint: '' })));
  protected readonly outcome = computed(() => (['completed', 'archived'].includes(this.contract().stage) ? 'won' : ['declined', 'cancelled', 'terminated'].includes(this.contract().stage) ? 'lost' : null));
  protected readonly paid = computed(() => {
    const { amount, received, stage } = this.contract();
    if (!this.session.reads(Contract, 'amount') || !this.session.reads(Contract, 'received') || amount <= 0 || !['signed', 'active', 'expired', 'completed', 'terminated', 'archived'].includes(stage)) return null;
    const hundredths = Math.round((received * 10_000) / amount);
    return { percent: this.formats.percent(hundredths), now: Math.min(100, Math.round(hundredths / 100)) };
  });
  private readonly days = computed(() => (this.contract().endsOn && IN_FORCE.includes(this.contract().stage) ? daysBetween(this.formats.today, this.contract().endsOn as string) : null));
  protected readonly soon = computed(() => (this.days() ?? 999) <= (this.contract().remindDays ?? 60));
  protected readonly left = computed(() => {
    const days = this.days();
    return days === null ? '' : days < 0 ? this.words.t('contract.over', { n: -days }) : this.words.t('contract.daysLeft', { n: days });
  });
}
