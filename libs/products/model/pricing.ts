import { minorDigits, scale } from '#kernel/model';

/** What is sold of something: price in 10⁻⁴ of the currency, quantity in 10⁻³, percentages in 10⁻⁴. */
export interface Sold {
  readonly price: number;
  readonly quantity: number;
  readonly discount: number | null;
}
export interface Taxed extends Sold {
  readonly taxRate: number | null;
}
export interface Totals {
  /** Σ of the lines before the discount on the whole document. */
  readonly subtotal: number;
  /** Σ net, after it. */
  readonly net: number;
  readonly tax: number;
  readonly total: number;
}

/** Net amount of a line in minor units: price × quantity × (1 − discount), rounded half up once. */
export function netOf({ price, quantity, discount }: Sold, currency: string): number {
  return scale(price, quantity * (10_000 - (discount ?? 0)), 10 ** (11 - minorDigits(currency)));
}

/** Divides an amount in proportion to weights so that the parts add up to it (largest remainder; on a tie the earlier part). Without any weight the first part takes all. */
export function spread(amount: number, weights: readonly number[]): number[] {
  const sum = weights.reduce((all, one) => all + BigInt(one), 0n);
  if (sum === 0n) return weights.map((_, index) => (index === 0 ? amount : 0));
  const exact = weights.map((weight) => BigInt(amount) * BigInt(weight));
  const parts = exact.map((one) => one / sum);
  let left = Number(BigInt(amount) - parts.reduce((all, one) => all + one, 0n));
  const byRemainder = exact.map((one, index) => ({ index, remainder: one % sum })).sort((a, b) => (a.remainder === b.remainder ? a.index - b.index : a.remainder > b.remainder ? -1 : 1));
  for (const { index } of byRemainder) {
    if (left === 0) break;
    parts[index] = (parts[index] as bigint) + 1n;
    left--;
  }
  return parts.map(Number);
}

/** Nets, taxes and totals of a document's lines; its discount (minor units) is spread over them, so that Σ lines = total (domain.md §6). Tax is rounded per line. */
export function priced<L extends Taxed>(lines: readonly L[], discount: number, currency: string): { lines: (L & { net: number; tax: number })[]; totals: Totals } {
  const nets = lines.map((line) => netOf(line, currency));
  const parts = spread(discount, nets);
  const done = lines.map((line, index) => {
    const net = (nets[index] as number) - (parts[index] as number);
    return { ...line, net, tax: scale(net, line.taxRate ?? 0, 10_000) };
  });
  const sum = (values: readonly number[]) => values.reduce((all, one) => all + one, 0);
  const [net, tax] = [sum(done.map((line) => line.net)), sum(done.map((line) => line.tax))];
  return { lines: done, totals: { subtotal: sum(nets), net, tax, total: net + tax } };
}
