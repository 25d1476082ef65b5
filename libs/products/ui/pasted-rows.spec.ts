import { describe, expect, it } from 'vitest';
import { moved } from './grid-line.ts';
import { pastedRows } from './pasted-rows.ts';

describe('rows pasted from a spreadsheet', () => {
  it('are code or name, quantity and price, with thousands and signs of money', () => {
    expect(pastedRows('L-1\t2\t¥1,250.50\r\nLamp\t0.5\n')).toEqual([{ what: 'L-1', quantity: 2000, price: 12_505_000 }, { what: 'Lamp', quantity: 500, price: null }]);
  });
  it('begin after their headings', () => {
    expect(pastedRows('产品\t数量\t单价\nL-1\t3\t10')).toEqual([{ what: 'L-1', quantity: 3000, price: 100_000 }]);
  });
  it('are no rows when it is a word', () => {
    expect([pastedRows('Lamp'), pastedRows('')]).toEqual([null, null]);
  });
});

it('a row that is moved takes the place it is moved to', () => {
  expect([moved(['a', 'b', 'c'], 0, 2), moved(['a', 'b', 'c'], 2, 0)]).toEqual([['b', 'c', 'a'], ['c', 'a', 'b']]);
});
