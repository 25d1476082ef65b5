import { scale } from '#kernel/model';
import { netOf, priced, type Taxed, type Totals } from './pricing.ts';

/** What a row of a document is: something sold, or the heading of those below it. */
export const ROW_KINDS = ['item', 'section'] as const;
export type RowKind = (typeof ROW_KINDS)[number];

/** A row of a quote or a contract as far as its amounts go. */
export interface DocumentRow extends Taxed {
  readonly kind?: RowKind | null;
  /** Offered beside the rest, and not in the total. */
  readonly optional?: boolean | null;
  /** What it would have cost, where that is known. */
  readonly listPrice?: number | null;
}
export interface DocumentTotals extends Totals {
  /** How much less than listed it all costs, in 10⁻⁴: discounts of lines, of the whole, and prices set below the list. */
  readonly discountRate: number;
}

export const isSection = (row: DocumentRow): boolean => row.kind === 'section';
const counts = (row: DocumentRow): boolean => !isSection(row) && !row.optional;

/** Nets and taxes of all rows, and the totals of those that count; optional ones have their own net, headings none. */
export function pricedRows<R extends DocumentRow>(rows: readonly R[], discount: number, currency: string): { rows: (R & { net: number; tax: number })[]; totals: DocumentTotals } {
  const { lines, totals } = priced(rows.filter(counts), discount, currency);
  const done = rows.map((row) => {
    if (counts(row)) return lines.shift() as R & { net: number; tax: number };
    const net = isSection(row) ? 0 : netOf(row, currency);
    return { ...row, net, tax: scale(net, row.taxRate ?? 0, 10_000) };
  });
  const listed = rows.filter(counts).reduce((sum, row) => sum + netOf({ ...row, price: Math.max(row.price, row.listPrice ?? 0), discount: null }, currency), 0);
  return { rows: done, totals: { ...totals, discountRate: listed > 0 ? Math.min(10_000, Math.max(0, scale(listed - totals.net, 10_000, listed))) : 0 } };
}

/** What each rate of tax adds up to, the highest rate first. */
export function taxesOf(rows: readonly (DocumentRow & { net: number; tax: number })[]): { rate: number; net: number; tax: number }[] {
  const sums = new Map<number, { rate: number; net: number; tax: number }>();
  for (const row of rows.filter(counts)) {
    const rate = row.taxRate ?? 0;
    const sum = sums.get(rate) ?? { rate, net: 0, tax: 0 };
    sums.set(rate, { rate, net: sum.net + row.net, tax: sum.tax + row.tax });
  }
  return [...sums.values()].sort((a, b) => b.rate - a.rate);
}
