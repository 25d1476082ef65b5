import { Injectable } from '@nestjs/common';
import { Records, RecordStore, Rejected } from '#kernel/api';
import { converted, CurrencyRateChange, RateBook, type BaseSum, type RateOn } from '#currencies/model';
import { CurrencyRateEntity } from './currency-rate.entity.ts';

/** What currencies are worth, and what amounts are in the workspace's own (domain.md §14). */
@Injectable()
export class Rates extends RecordStore<CurrencyRateEntity> {
  constructor(kernel: Records) {
    super(CurrencyRateEntity, kernel, CurrencyRateChange);
  }

  override add(input: object, complete?: (rate: CurrencyRateEntity) => void | Promise<void>): Promise<string> {
    return super.add(input, async (rate) => {
      await complete?.(rate);
      if (rate.currency === (await this.base())) throw new Rejected('own-currency', undefined, [{ pointer: '/currency', code: 'own-currency' }]);
    });
  }

  /** An amount in minor units of the workspace's currency, by the latest rate on or before a day; null when none is known: counted, not priced. */
  async baseAmount(amount: number, currency: string, on: string): Promise<number | null> {
    const base = await this.base();
    const rate = currency === base ? null : await this.rateOf(currency, on);
    if (currency === base) return amount;
    return rate === null ? null : converted(amount, currency, base, rate);
  }

  /** All rates, read once to price many amounts of many days. */
  async book(): Promise<RateBook> {
    const rows = await this.kernel.db.read<RateOn>("SELECT `currency`, `validOn`, `rate` FROM `currency_rate` WHERE `deletedKey` = '' ORDER BY `currency`, `validOn`");
    return new RateBook(await this.base(), rows);
  }
  /** What sums in several currencies add up to on a day; `count` says how many amounts a sum has. */
  async total(sums: readonly { readonly currency: string; readonly amount: number; readonly count: number }[], on: string): Promise<BaseSum> {
    let [amount, unpriced] = [0, 0];
    for (const sum of sums) {
      const own = await this.baseAmount(sum.amount, sum.currency, on);
      if (own === null) unpriced += sum.count;
      else amount += own;
    }
    return { currency: await this.base(), amount, unpriced };
  }

  private async base(): Promise<string> {
    return (await this.kernel.workspace.settings()).currency;
  }
  private async rateOf(currency: string, on: string): Promise<number | null> {
    const [row] = await this.kernel.db.read<{ rate: number }>("SELECT `rate` FROM `currency_rate` WHERE `currency` = ? AND `validOn` <= ? AND `deletedKey` = '' ORDER BY `validOn` DESC LIMIT 1", [currency, on]);
    return row ? Number(row.rate) : null;
  }
}
