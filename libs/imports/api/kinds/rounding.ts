import { minorDigits } from '#kernel/model';
import { netOf, type Sold } from '#products/model';
import type { Body } from './writing.ts';

interface Lined {
  readonly lines?: readonly (Partial<Sold> & { readonly kind?: string | null; readonly optional?: boolean | null })[] | null;
  readonly discountAmount?: number | null;
  readonly currency?: string | null;
}
/** The total of a document is what all its lines come to, rounded once: what rounding each of them adds is taken off the whole. */
export async function rounded(body: Body, usual: () => Promise<string>): Promise<Body> {
  const { lines, currency, discountAmount } = body as Lined;
  if (!lines || lines.length === 0 || (discountAmount ?? null) !== null) return body;
  const sold = lines.filter(({ kind, optional }) => kind !== 'section' && !optional);
  const more = roundingOf(sold, currency ?? (await usual()));
  return more > 0 ? { ...body, discountAmount: more } : body;
}

/**
 * How much more the lines of a document are, each rounded for itself, than all of them rounded once: what its own system
 * asked for is the latter. Nothing where they are less.
 */
function roundingOf(lines: readonly Partial<Sold>[], currency: string): number {
  const sold = lines.map(({ price = 0, quantity = 0, discount = null }) => ({ price, quantity, discount }));
  const unit = 10n ** BigInt(11 - minorDigits(currency));
  const exact = sold.reduce((sum, { price, quantity, discount }) => sum + BigInt(price) * BigInt(quantity) * BigInt(10_000 - (discount ?? 0)), 0n);
  const each = sold.reduce((sum, line) => sum + netOf(line, currency), 0);
  return Math.max(0, each - Number((exact * 2n + unit) / (unit * 2n)));
}
