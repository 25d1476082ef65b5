import { fieldOf, Money, Quantity } from '#kernel/model';
import { decimalsOf, fromTyped, grouped, typed } from './decimal.ts';

class Weighed {
  @Quantity() weight!: number;
  @Money() cost!: number;
}

describe('an amount that is typed', () => {
  it('becomes whole minor units, and text again', () => {
    expect(fromTyped('1,234.50', 2)).toBe(123_450);
    expect(fromTyped('１２.5', 2)).toBe(1250);
    expect(typed(123_450, 2)).toBe('1234.50');
    expect(typed(1200, 2)).toBe('12');
    expect(typed(125_000, 4)).toBe('12.5');
  });

  it('stays what it is when it is no number, so that the rule says so', () => {
    expect(fromTyped('12.345', 2)).toBe('12.345');
    expect(fromTyped('abc', 2)).toBe('abc');
    expect(fromTyped(' ', 2)).toBeNull();
  });

  it('is grouped for reading, whatever else stands there as it is', () => {
    expect(['1234567.50', '999', '-12800', '', 'abc', '12.345x'].map(grouped)).toEqual(['1,234,567.50', '999', '-12,800', '', 'abc', '12.345x']);
  });

  it('has the decimals of its field', () => {
    const decimals = (name: string, currency: string) => decimalsOf(fieldOf(Weighed, name)!, currency);
    expect([decimals('weight', 'CNY'), decimals('cost', 'CNY'), decimals('cost', 'JPY')]).toEqual([3, 2, 0]);
  });
});
