import { ChangeDetectionStrategy, Component, computed, inject, input } from '@angular/core';
import { Formats, RefNames, T } from '#kernel/ui';
import { isSection, netOf, pricedRows } from '#products/model';
import { LineTotals } from '#products/ui';
import type { Quote, QuoteLine } from '#quotes/model';

/** What a quote offers, with what it adds up to. */
@Component({
  selector: 'crm-quote-lines',
  imports: [LineTotals, T],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <h2>{{ 'quote.field.lines' | t }}</h2>
    @if (quote().lines.length === 0) { <p class="none">{{ 'problem.quote-empty' | t }}</p> } @else {
      <div class="scroll">
        <table>
          <thead><tr><th>{{ 'quote.field.productId' | t }}</th><th class="num">{{ 'quote.field.quantity' | t }}</th><th class="num">{{ 'quote.field.price' | t }}</th><th class="num">{{ 'quote.field.discount' | t }}</th><th class="num">{{ 'quote.field.taxRate' | t }}</th><th class="num">{{ 'quote.field.net' | t }}</th></tr></thead>
          <tbody>
            @for (line of quote().lines; track $index) {
              @if (heading(line)) { <tr class="heading"><th colspan="6" scope="rowgroup">{{ line.description }}</th></tr> } @else {
                <tr [class.optional]="line.optional">
                  <td>{{ nameOf(line) }} @if (line.productId && line.description) { <small>{{ line.description }}</small> } @if (line.optional) { <small>{{ 'lineGrid.optional' | t }}</small> }</td>
                  <td class="num">{{ formats.number(line.quantity, 3) }}</td>
                  <td class="num">{{ price(line) }} @if (line.priceOrigin) { <small [class.manual]="line.priceOrigin === 'manual'">{{ 'quote.priceOrigin.' + line.priceOrigin | t }}</small> }</td>
                  <td class="num">{{ line.discount ? formats.percent(line.discount) : '—' }}</td><td class="num">{{ line.taxRate === null ? '—' : formats.percent(line.taxRate) }}</td><td class="num">{{ net(line) }}</td>
                </tr>
              }
            }
          </tbody>
        </table>
      </div>
      <crm-line-totals [rows]="priced().rows" [totals]="priced().totals" [currency]="quote().currency" [discount]="quote().discountAmount" [locked]="true" />
    }
  `,
  styles: `
    :host { display: block; min-width: 0; padding: 8px 16px 14px; border: 1px solid var(--mat-sys-outline-variant); border-radius: 10px; background: var(--mat-sys-surface); } h2 { margin: 8px 0; font-size: 14px; font-weight: 600; } .none { color: var(--mat-sys-on-surface-variant); }
    .scroll { overflow-x: auto; } table { width: 100%; border-collapse: collapse; } thead th { font-weight: 400; text-align: start; font-size: 12px; color: var(--mat-sys-on-surface-variant); } td, th { padding: 6px 8px; vertical-align: top; } td:first-child, th:first-child { padding-inline-start: 4px; min-width: 120px; } .num, thead .num { text-align: end; font-variant-numeric: tabular-nums; white-space: nowrap; }
    tbody tr { border-top: 1px solid var(--mat-sys-outline-variant); } .heading th { text-align: start; font-weight: 600; background: var(--mat-sys-surface-container-low); } small { display: block; font-size: 11px; color: var(--mat-sys-on-surface-variant); } small.manual { color: light-dark(#8a5300, #ffca7a); } .optional .num:last-child { font-style: italic; color: var(--mat-sys-on-surface-variant); }
    crm-line-totals { display: flex; justify-content: flex-end; padding: 12px 8px 0; border-top: 1px solid var(--mat-sys-outline-variant); }
  `,
})
export class QuoteLines {
  readonly quote = input.required<Quote>();
  protected readonly formats = inject(Formats);
  private readonly names = inject(RefNames);
  protected readonly priced = computed(() => pricedRows(this.quote().lines, this.quote().discountAmount ?? 0, this.quote().currency));
  protected heading = isSection;
  protected nameOf(line: QuoteLine): string {
    const { product } = line as QuoteLine & { product?: { name: string } | null };
    return line.productId ? (product?.name ?? this.names.of('product', line.productId)) : (line.description ?? '');
  }
  protected price = (line: QuoteLine): string => this.formats.money(Math.round(line.price / 100), this.quote().currency);
  protected net = (line: QuoteLine): string => this.formats.money(netOf(line, this.quote().currency), this.quote().currency);
}
