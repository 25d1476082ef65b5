import { describe, expect, it } from 'vitest';
import { weightedOf } from './weighted.ts';

describe('the weighted amount', () => {
  it('is rounded per deal, and unknown while the deal is not priced', () => {
    expect(weightedOf(101, 5000)).toBe(51);
    expect(weightedOf(null, 5000)).toBeNull();
  });
});
