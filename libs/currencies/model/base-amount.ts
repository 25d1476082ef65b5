import { minorDigits, scale } from '#kernel/model';

/** An amount in minor units of a currency, in those of another, by a rate in 10⁻⁸; rounded half up once. */
export function converted(amount: number, from: string, to: string, rate: number): number {
  const digits = minorDigits(to) - minorDigits(from);
  return digits >= 0 ? scale(amount, rate * 10 ** digits, 10 ** 8) : scale(amount, rate, 10 ** (8 - digits));
}

/** What amounts in several currencies add up to in one; those without a rate are counted, not priced. */
export interface BaseSum {
  readonly currency: string;
  readonly amount: number;
  /** How many could not be priced. */
  readonly unpriced: number;
}
