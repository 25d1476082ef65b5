import { minorDigits, scale } from '#kernel/model';
import type { OpportunityLine } from './opportunity.model.ts';

type Priced = Pick<OpportunityLine, 'price' | 'quantity' | 'discount'>;

/** Net amount of a line in minor units: price (10⁻⁴) × quantity (10⁻³) × (1 − discount (10⁻⁴)), rounded half up once. */
export function netOf({ price, quantity, discount }: Priced, currency: string): number {
  return scale(price, quantity * (10_000 - (discount ?? 0)), 10 ** (11 - minorDigits(currency)));
}

/** What a deal is expected to bring: round(amount × probability (10⁻⁴)). */
export const weightedOf = (amount: number | null, probability: number): number | null =>
  amount === null ? null : scale(amount, probability, 10_000);
