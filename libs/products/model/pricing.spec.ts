import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { netOf, priced, spread } from './pricing.ts';

describe('a line', () => {
  it('is price by quantity less discount, rounded half up to the minor unit', () => {
    expect(netOf({ price: 125_000, quantity: 3000, discount: null }, 'CNY')).toBe(3750);
    expect(netOf({ price: 100_050, quantity: 1000, discount: 0 }, 'CNY')).toBe(1001);
    expect(netOf({ price: 1_000_000, quantity: 1500, discount: 1250 }, 'CNY')).toBe(13_125);
    expect(netOf({ price: 1_000_000, quantity: 1500, discount: 10_000 }, 'CNY')).toBe(0);
  });

  it('knows currencies without minor units', () => {
    expect(netOf({ price: 10_005_000, quantity: 1000, discount: null }, 'JPY')).toBe(1001);
  });

  it('stays exact beyond what a double can hold', () => {
    expect(netOf({ price: 99_999_999_999, quantity: 99_999_999, discount: 1 }, 'CNY')).toBe(99_989_998_999_100);
  });
});

describe('a discount on the whole', () => {
  it('goes to the lines by largest remainder', () => {
    expect(spread(100, [1, 1, 1])).toEqual([34, 33, 33]);
    expect(spread(5, [0, 0])).toEqual([5, 0]);
  });

  it('always adds up, and no part differs from its share by a whole unit', () => {
    fc.assert(
      fc.property(fc.nat(10 ** 12), fc.array(fc.nat(10 ** 9), { minLength: 1, maxLength: 40 }), (amount, weights) => {
        const parts = spread(amount, weights);
        const sum = weights.reduce((all, one) => all + one, 0);
        expect(parts.reduce((all, one) => all + one, 0)).toBe(amount);
        if (sum > 0) parts.forEach((part, index) => expect(Math.abs(part - (amount * (weights[index] as number)) / sum)).toBeLessThan(1.001));
      }),
    );
  });

  it('leaves nets and taxes whose sums are the totals', () => {
    const line = { price: 333_300, quantity: 1000, discount: null, taxRate: 1300 };
    const { lines, totals } = priced([line, line, line], 100, 'CNY');
    expect(lines.map(({ net }) => net)).toEqual([3299, 3300, 3300]);
    expect(totals).toEqual({ subtotal: 9999, net: 9899, tax: 1287, total: 11_186 });
  });
});
