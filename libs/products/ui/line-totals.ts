import { ChangeDetectionStrategy, Component, computed, inject, input, model } from '@angular/core';
import { minorDigits, scale } from '#kernel/model';
import { Formats, T } from '#kernel/ui';
import { taxesOf, type DocumentRow, type DocumentTotals } from '#products/model';
import { LineNumber } from './line-number.ts';

/** What the rows add up to, with the discount on the whole: as an amount or in percent. */
@Component({
  selector: 'crm-line-totals',
  imports: [LineNumber, T],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <dl>
      <dt>{{ 'lineGrid.subtotal' | t }}</dt><dd>{{ money(totals().subtotal) }}</dd>
      @if (!locked()) {
        <dt>{{ 'lineGrid.discount' | t }}</dt>
        <dd class="both">
          <crm-line-number column="percent" [label]="'lineGrid.discountPercent' | t" unit="%" hint="%" [decimals]="2" [value]="percent()" (changed)="takePercent($event)" />
          <crm-line-number column="amount" [label]="'lineGrid.discount' | t" [hint]="currency()" [decimals]="digits()" [value]="discount()" [bad]="tooLarge() ? ('problem.discount-too-large' | t) : null" (changed)="discount.set($any($event))" />
        </dd>
      } @else if (whole()) { <dt>{{ 'lineGrid.discount' | t }}</dt><dd>{{ money(-whole()!) }}</dd> }
      <dt>{{ 'lineGrid.net' | t }}</dt><dd>{{ money(totals().net) }}</dd>
      @for (tax of taxes(); track tax.rate) { <dt>{{ 'lineGrid.tax' | t: { rate: formats.percent(tax.rate) } }}</dt><dd>{{ money(tax.tax) }}</dd> }
      <dt class="sum">{{ 'lineGrid.total' | t }}</dt><dd class="sum">{{ money(totals().total) }}</dd>
    </dl>
  `,
  styles: `
    dl { display: grid; grid-template-columns: auto minmax(180px, auto); align-items: center; gap: 4px 24px; margin: 0; width: fit-content; max-width: 100%; } dt { color: var(--mat-sys-on-surface-variant); }
    dd { margin: 0; text-align: end; font-variant-numeric: tabular-nums; min-height: 28px; display: flex; align-items: center; justify-content: flex-end; gap: 6px; } .sum { font-size: 18px; font-weight: 600; color: var(--mat-sys-on-surface); padding-top: 6px; }
    .both crm-line-number { width: 108px; border: 1px solid var(--mat-sys-outline-variant); border-radius: 6px; } .both crm-line-number:first-child { width: 76px; }
    @media (max-width: 767px) { dl { width: 100%; grid-template-columns: 1fr auto; } .both crm-line-number { border: 0; } }
  `,
})
export class LineTotals {
  readonly rows = input.required<readonly (DocumentRow & { net: number; tax: number })[]>();
  readonly totals = input.required<DocumentTotals>();
  readonly currency = input.required<string>();
  readonly locked = input(false);
  readonly discount = model<number | null>(null);
  protected readonly formats = inject(Formats);
  protected readonly digits = computed(() => minorDigits(this.currency()));
  protected readonly taxes = computed(() => taxesOf(this.rows()).filter(({ rate }) => rate > 0));
  protected readonly whole = computed(() => (Number.isSafeInteger(this.discount()) ? this.discount() : null));
  protected readonly tooLarge = computed(() => (this.whole() ?? 0) > this.totals().subtotal);
  /** Of what the lines come to. */
  protected readonly percent = computed(() => {
    const [whole, sum] = [this.whole(), this.totals().subtotal];
    return whole && sum > 0 ? scale(whole, 10_000, sum) : null;
  });
  protected money = (amount: number) => this.formats.money(amount, this.currency());

  protected takePercent(value: number | string | null): void {
    if (value === null) this.discount.set(null);
    else if (typeof value === 'number') this.discount.set(scale(this.totals().subtotal, Math.min(value, 10_000), 10_000));
  }
}
