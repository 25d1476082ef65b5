import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dividedAmong } from './bundle.ts';
import { netOf } from './pricing.ts';

const sum = (rows: readonly { price: number; quantity: number }[], currency: string) => rows.reduce((all, row) => all + netOf({ ...row, discount: null }, currency), 0);

describe('the price of a bundle', () => {
  it('is divided among its components by what they cost alone', () => {
    const rows = dividedAmong(10_000, [{ quantity: 1000, price: 1_000_000 }, { quantity: 3000, price: 100_000 }], 'CNY');
    expect(rows.map(({ price }) => price)).toEqual([769_200, 76_933]);
    expect(sum(rows, 'CNY')).toBe(10_000);
  });

  it('puts what no unit price can say on one piece apart', () => {
    expect(dividedAmong(10_001, [{ quantity: 1_000_000_000, price: 100 }], 'CNY')).toEqual([{ quantity: 999_999_000, price: 1 }, { quantity: 1000, price: 100 }]);
  });

  it('adds up to the minor unit whatever the components, the quantities and the currency, and none of them gets lost', () => {
    const row = fc.record({ quantity: fc.oneof(fc.integer({ min: 1, max: 5000 }), fc.integer({ min: 1, max: 10 ** 10 })), price: fc.nat(10 ** 8) });
    fc.assert(
      fc.property(fc.nat(10 ** 8), fc.array(row, { minLength: 1, maxLength: 8 }), fc.constantFrom('CNY', 'JPY', 'KWD'), (amount, rows, currency) => {
        const done = dividedAmong(amount, rows.map((one, index) => ({ ...one, index })), currency);
        expect(sum(done, currency)).toBe(amount);
        expect(done.every(({ price, quantity }) => price >= 0 && quantity > 0)).toBe(true);
        rows.forEach(({ quantity }, index) => expect(done.filter((one) => one.index === index).reduce((all, one) => all + one.quantity, 0)).toBe(quantity));
      }),
    );
  });
});
