import { ChangeDetectionStrategy, Component, computed, inject, input, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { Formats, RefNames, T } from '#kernel/ui';
import { isSection, pricedRows, type DocumentRow } from '#products/model';

type Row = DocumentRow & { readonly productId?: string | null; readonly product?: { readonly name: string } | null; readonly description?: string | null };
/** A document as far as whoever looks may see it. */
export interface SummedDocument {
  readonly lines?: readonly Row[];
  readonly currency: string;
  readonly discountAmount?: number | null;
  readonly net?: number | null;
  readonly tax?: number | null;
}
const FEW = 6;

/** The rows of a document and what they add up to, at a glance: for whoever decides on it. */
@Component({
  selector: 'crm-line-summary',
  imports: [MatButton, T],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    @if (rows().length > 0) {
      <section>
        <h3>{{ 'product.many' | t }}</h3>
        <ul>
          @for (row of shown(); track $index) {
            @if (row.heading) { <li class="heading">{{ row.name }}</li> }
            @else { <li><span>{{ row.name }}<small>{{ row.says }}@if (row.optional) { · {{ 'lineGrid.optional' | t }} }</small></span><b [class.beside]="row.optional">{{ row.net }}</b></li> }
          }
        </ul>
        @if (rows().length > shown().length) { <button matButton (click)="all.set(true)">{{ 'ui.showAll' | t }} ({{ rows().length }})</button> }
        <dl>@for (sum of sums(); track sum.key; let last = $last) { <dt [class.sum]="last && total() !== undefined">{{ sum.key | t }}</dt><dd [class.sum]="last && total() !== undefined">{{ sum.text }}</dd> }</dl>
      </section>
    }
  `,
  styles: `
    section { padding: 4px 16px 14px; border: 1px solid var(--mat-sys-outline-variant); border-radius: 10px; background: var(--mat-sys-surface); } h3 { margin: 10px 0; font-size: 14px; font-weight: 600; } ul { margin: 0; padding: 0; list-style: none; }
    li { display: flex; justify-content: space-between; gap: 16px; padding: 6px 0; border-top: 1px solid var(--mat-sys-outline-variant); } li span { min-width: 0; overflow-wrap: anywhere; } small { display: block; font-size: 12px; color: var(--mat-sys-on-surface-variant); } b, dd { white-space: nowrap; font-weight: 500; font-variant-numeric: tabular-nums; }
    .heading { font-weight: 600; } .beside { font-style: italic; font-weight: 400; color: var(--mat-sys-on-surface-variant); } button { margin-inline-start: -12px; }
    dl { display: grid; grid-template-columns: 1fr auto; gap: 4px 16px; margin: 0; padding-top: 8px; border-top: 1px solid var(--mat-sys-outline-variant); } dt { color: var(--mat-sys-on-surface-variant); } dd { margin: 0; text-align: end; } .sum { font-weight: 600; color: var(--mat-sys-on-surface); }
  `,
})
export class LineSummary {
  readonly of = input.required<SummedDocument>();
  readonly total = input<number>();
  private readonly formats = inject(Formats);
  private readonly names = inject(RefNames);
  protected readonly all = signal(false);

  protected readonly rows = computed(() => pricedRows(this.of().lines ?? [], 0, this.of().currency).rows.map((row) => ({
    name: this.nameOf(row), heading: isSection(row), optional: row.optional === true, net: this.money(row.net),
    says: `${this.formats.number(row.quantity, 3)} × ${this.money(Math.round(row.price / 100))}${row.discount ? ` · −${this.formats.percent(row.discount)}` : ''}`,
  }))); // prettier-ignore
  protected readonly shown = computed(() => (this.all() || this.rows().length <= FEW + 2 ? this.rows() : this.rows().slice(0, FEW)));
  protected readonly sums = computed(() => {
    const { discountAmount, net, tax } = this.of();
    const all: readonly (readonly [string, number | null | undefined])[] = [['discount', discountAmount ? -discountAmount : null], ['net', net], ['taxes', tax], ['total', this.total()]];
    return all.flatMap(([key, amount]) => (amount === null || amount === undefined ? [] : [{ key: `lineGrid.${key}`, text: this.money(amount) }]));
  });
  private money = (amount: number): string => this.formats.money(amount, this.of().currency);
  private nameOf = ({ productId, product, description }: Row): string => (productId ? (product?.name ?? this.names.of('product', productId)) : (description ?? ''));
}
