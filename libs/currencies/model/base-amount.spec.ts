import { describe, expect, it } from 'vitest';
import { converted } from './base-amount.ts';

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
});
