import { describe, expect, it } from 'vitest';
import { changed, pasted, quantitiesOf, rowsOf, written } from './price-table.ts';

const entry = (productId: string, minQuantity: number, price: number) => ({ productId, minQuantity, price, product: { name: productId.toUpperCase() } }) as never;
const read = (text: string) => (text === '' ? null : /^\d+$/.test(text) ? Number(text) * 10_000 : text);

describe('the table of a price book', () => {
  const rows = rowsOf([entry('b', 0, 120_000), entry('a', 0, 100_000), entry('a', 10_000, 90_000)]);

  it('has a row for each product by name, and a column for each quantity', () => {
    expect(rows.map(({ name }) => name)).toEqual(['A', 'B']);
    expect(quantitiesOf(rows)).toEqual([0, 10_000]);
  });

  it('takes what a spreadsheet pasted from a cell on, and leaves out what lies beyond its edges', () => {
    const now = written(rows, { row: 0, column: 1 }, quantitiesOf(rows), pasted('80\t70\r\n\r\n60\n'));
    expect(now.map(({ cells }) => Object.fromEntries(cells))).toEqual([{ 0: '10', 10000: '80' }, { 0: '12', 10000: '' }]);
  });

  it('knows what changed, what was emptied, and what is no price', () => {
    const now = written(rows, { row: 0, column: 0 }, [0, 10_000], [['11', '']]);
    expect(changed(rows, now, read)).toEqual([{ productId: 'a', minQuantity: 0, price: 110_000 }, { productId: 'a', minQuantity: 10_000, price: null }]);
    expect(changed(rows, written(rows, { row: 1, column: 0 }, [0], [['cheap']]), read)).toBeNull();
    expect(changed(rows, rows, read)).toEqual([]);
  });
});
