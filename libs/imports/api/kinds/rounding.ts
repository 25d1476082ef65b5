import { minorDigits } from '#kernel/model';
import { netOf, type Sold } from '#products/model';

/**
 * How much more the lines of a document are, each rounded for itself, than all of them rounded once: what its own system
 * asked for is the latter. Nothing where they are less.
 */
export function roundingOf(lines: readonly Partial<Sold>[], currency: string): number {
  const sold = lines.map(({ price = 0, quantity = 0, discount = null }) => ({ price, quantity, discount }));
  const unit = 10n ** BigInt(11 - minorDigits(currency));
  const exact = sold.reduce((sum, { price, quantity, discount }) => sum + BigInt(price) * BigInt(quantity) * BigInt(10_000 - (discount ?? 0)), 0n);
  const each = sold.reduce((sum, line) => sum + netOf(line, currency), 0);
  return Math.max(0, each - Number((exact * 2n + unit) / (unit * 2n)));
}
