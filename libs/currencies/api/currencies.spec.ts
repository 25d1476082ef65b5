import { beforeAll, describe, expect, it } from 'vitest';
import { onEachDatabase } from '#house';
import { as, type Principal } from '#kernel/api';
import { Rates } from './rates.service.ts';

describe('rates of currencies', () => {
  onEachDatabase((house) => {
    let root: Principal;
    const post = (currency: string, validOn: string, rate: number) => house.request(root, 'POST', '/currency-rates', { currency, validOn, rate });
    const base = (amount: number, currency: string, on: string) => as(root, () => house.get(Rates).baseAmount(amount, currency, on));

    beforeAll(async () => {
      root = await house.person('Root', ['administrator']);
      await post('USD', '2026-01-01', 700_000_000);
      await post('USD', '2026-06-01', 712_345_678);
    });

    it('hold from their day until the next one; before the first there is none', async () => {
      expect(await base(10_000, 'USD', '2026-05-31')).toBe(70_000);
      expect(await base(10_000, 'USD', '2026-06-01')).toBe(71_235);
      expect(await base(10_000, 'USD', '2025-12-31')).toBeNull();
      expect(await base(10_000, 'CNY', '2025-12-31')).toBe(10_000);
    });

    it('make one total of several currencies; what has no rate is counted, not priced', async () => {
      const sums = [{ currency: 'CNY', amount: 5000, count: 2 }, { currency: 'USD', amount: 10_000, count: 1 }, { currency: 'EUR', amount: 1, count: 3 }];
      expect(await as(root, () => house.get(Rates).total(sums, '2026-02-01'))).toEqual({ currency: 'CNY', amount: 75_000, unpriced: 3 });
    });

    it('are one for each currency and day, and none for the workspace’s own', async () => {
      expect((await post('USD', '2026-06-01', 1)).status).toBe(409);
      expect((await post('CNY', '2026-06-01', 1)).body.code).toBe('own-currency');
      expect((await post('EUR', '2026-06-01', 0)).status).toBe(400);
    });

    it('are read by sales and kept by administrators', async () => {
      const sales = await house.person('Sal', ['sales']);
      expect((await house.request(sales, 'GET', '/currency-rates?currency=USD')).body.items[0]).toMatchObject({ validOn: '2026-06-01', rate: 712_345_678 });
      expect((await house.request(sales, 'POST', '/currency-rates', { currency: 'EUR', validOn: '2026-06-01', rate: 1 })).status).toBe(403);
    });
  });
});
