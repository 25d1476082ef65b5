import { describe, expect, it } from 'vitest';
import { converted } from './base-amount.ts';
import { RateBook } from './rate-book.ts';

describe('an amount in another currency', () => {
  it('is rounded half up once, and knows currencies with other minor units', () => {
    expect(converted(10_000, 'USD', 'CNY', 712_345_678)).toBe(71_235);
    expect(converted(1, 'USD', 'CNY', 750_000_000)).toBe(8);
    expect(converted(1000, 'JPY', 'CNY', 4_700_000)).toBe(4700);
    expect(converted(4700, 'CNY', 'JPY', 2_127_659_574)).toBe(1000);
    expect(converted(-10_050, 'EUR', 'CNY', 100_000_000)).toBe(-10_050);
  });

  it('stays exact beyond what a double can hold', () => {
    expect(converted(9_007_199_254_740, 'USD', 'CNY', 99_999_999)).toBe(9_007_199_164_668);
  });

  it('takes the latest rate on or before its day, and has none before the first', () => {
    const book = new RateBook('CNY', [{ currency: 'USD', validOn: '2026-01-01', rate: 700_000_000 }, { currency: 'USD', validOn: '2026-03-01', rate: 720_000_000 }]);
    expect(['2025-12-31', '2026-01-01', '2026-02-28', '2026-03-01', '2027-01-01'].map((day) => book.amount(100, 'USD', day))).toEqual([null, 700, 700, 720, 720]);
    expect([book.amount(100, 'CNY', '2020-01-01'), book.amount(100, 'EUR', '2027-01-01')]).toEqual([100, null]);
  });
});
