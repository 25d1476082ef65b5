import { describe, expect, it } from 'vitest';
import { capitalAmount } from './capital-amount.ts';

describe('an amount in capital characters', () => {
  it.each([
    [0, '零元整'], [123450, '壹仟贰佰叁拾肆元伍角'], [10_000_000_000, '壹亿元整'], [1_001_001, '壹万零壹拾元零壹分'],
    [5, '伍分'], [50, '伍角'], [55, '伍角伍分'], [100, '壹元整'], [1005, '壹拾元零伍分'], [100_000_000, '壹佰万元整'], [1_000_000_100, '壹仟万零壹元整'],
    [10_000_100_000, '壹亿零壹仟元整'], [10_100_000_000, '壹亿零壹佰万元整'], [100_010_001, '壹佰万零壹佰元零壹分'], [120_304_056_078, '壹拾贰亿零叁佰零肆万零伍佰陆拾元柒角捌分'],
    [-100, '负壹元整'], [100_000_000_000_000, '壹万亿元整'], [100_000_000_000_100, '壹万亿零壹元整'],
  ])('says %i as %s', (amount, said) => expect(capitalAmount(amount)).toBe(said)); // prettier-ignore
  it('knows other currencies and their digits', () => {
    expect(capitalAmount(1200, 'JPY')).toBe('壹仟贰佰日元整');
    expect(capitalAmount(150, 'USD')).toBe('壹美元伍角');
  });
});
