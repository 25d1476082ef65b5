import { minorDigits } from '#kernel/model';
import { converted } from './base-amount.ts';

/** A rate of a currency, in 10⁻⁸ of the workspace's own, from a day on. */
export interface RateOn {
  readonly currency: string;
  readonly validOn: string;
  readonly rate: number;
}

/** What currencies are worth on any day: the latest rate on or before it (domain.md §14). */
export class RateBook {
  private readonly rates: ReadonlyMap<string, readonly RateOn[]>;

  constructor(
    readonly base: string,
    rates: readonly RateOn[],
  ) {
    this.rates = Map.groupBy(rates, ({ currency }) => currency);
  }

  /** An amount in minor units of the workspace's currency; null when no rate is known: counted, not priced. */
  amount(amount: number, currency: string, on: string): number | null {
    if (currency === this.base) return amount;
    const rate = this.on(currency, on);
    return rate === null ? null : converted(amount, currency, this.base, rate);
  }

  /** How many minor units of the workspace's currency one of each other is about worth on a day: for an order, not for sums. */
  worths(on: string): ReadonlyMap<string, number> {
    const told = [...this.rates.keys()].flatMap((currency) => {
      const rate = this.on(currency, on);
      return rate === null ? [] : [[currency, (rate / 1e8) * 10 ** (minorDigits(this.base) - minorDigits(currency))] as const];
    });
    return new Map([...told, [this.base, 1]]);
  }

  private on(currency: string, day: string): number | null {
    const rate = this.rates.get(currency)?.findLast(({ validOn }) => validOn <= day)?.rate;
    return rate === undefined ? null : Number(rate);
  }
}
