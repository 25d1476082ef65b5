import { describe, expect, it } from 'vitest';
import { isNumberRule, numberBy, stretchOf } from './numbering.ts';

describe('a rule for numbers', () => {
  it('tells the day and counts as wide as its zeros', () => {
    expect(numberBy('HT-{yyyy}-{0000}', '2026-11-25', 1)).toBe('HT-2026-0001');
    expect(numberBy('{yy}{MM}{dd}/{000}', '2026-11-05', 1234)).toBe('261105/1234');
  });
  it('starts again with whatever its smallest part of the date is', () => {
    expect(['A{0}', 'A{yyyy}{00}', 'A{yy}{MM}{00}', 'A{yyyy}{MM}{dd}{0}'].map((rule) => stretchOf(rule, '2026-11-25'))).toEqual(['', '2026', '2026-11', '2026-11-25']);
  });
  it('counts once, and names no month without its year', () => {
    expect(['HT-{yyyy}-{0000}', 'Q{0}'].every(isNumberRule)).toBe(true);
    expect(['HT-{yyyy}', '{0}{00}', 'HT {0}', '{MM}-{0}', '{yyyy}-{dd}-{0}', '{x}{0}', '{00000000000}'].some(isNumberRule)).toBe(false);
  });
});
