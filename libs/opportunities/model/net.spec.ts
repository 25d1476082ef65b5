import { describe, expect, it } from 'vitest';
import { netOf, weightedOf } from './net.ts';

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

describe('the weighted amount', () => {
  it('is rounded per deal, and unknown while the deal is not priced', () => {
    expect(weightedOf(101, 5000)).toBe(51);
    expect(weightedOf(null, 5000)).toBeNull();
  });
});
