import { ChangeDetectionStrategy, Component, computed, inject, input } from '@angular/core';
import { Formats, T } from '#kernel/ui';

/** An amount with its name. */
export interface Figure {
  readonly key: string;
  readonly amount: number;
  readonly currency: string;
  readonly tone?: 'danger' | 'success';
}

/** Amounts side by side, each under its name; what is nothing is left out but for the first three. */
@Component({
  selector: 'crm-money-figures',
  imports: [T],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `@for (one of shown(); track one.key) { <div [attr.data-tone]="one.tone"><span>{{ 'receivable.standing.' + one.key | t }}</span><b>{{ formats.money(one.amount, one.currency) }}</b></div> }`,
  styles: `
    :host { display: grid; grid-template-columns: repeat(auto-fill, minmax(128px, 1fr)); gap: 8px 16px; } span { display: block; font-size: 12px; color: var(--mat-sys-on-surface-variant); } b { font-weight: 600; font-variant-numeric: tabular-nums; white-space: nowrap; }
    [data-tone='danger'] b { color: light-dark(#a6211a, #ffa79f); } [data-tone='success'] b { color: light-dark(#12693e, #83dba9); }
  `,
})
export class MoneyFigures {
  readonly figures = input.required<readonly Figure[]>();
  protected readonly formats = inject(Formats);
  protected readonly shown = computed(() => this.figures().filter(({ amount }, index) => index < 3 || amount !== 0));
}
