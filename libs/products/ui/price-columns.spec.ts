import { describe, expect, it } from 'vitest';
import { parseDecimal } from '#kernel/model';
import type { PriceTableBook, PriceTableRow } from '#products/model';
import { pastedInto, standing, toSave, typedInto } from './price-columns.ts';

const book = (id: string) => ({ id }) as PriceTableBook;
const row = (id: string, cells: PriceTableRow['cells'] = []) => ({ id, cells }) as PriceTableRow;
const pump = row('pump', [{ bookId: 'a', minQuantity: 0, price: 100_000 }, { bookId: 'a', minQuantity: 10_000, price: 90_000 }]);
const read = (text: string) => (text === '' ? null : (parseDecimal(text, 4) ?? text));

describe('price books side by side', () => {
  it('show the price that holds for the quantity, and write where it stands', () => {
    expect(standing(pump, book('a'), 1000)).toMatchObject({ text: '10', minQuantity: 0, tiers: 2 });
    const cell = standing(pump, book('a'), 10_000);
    expect(cell).toMatchObject({ text: '9', minQuantity: 10_000 });
    expect(toSave(typedInto(new Map(), cell, '8.5'), read)).toEqual([{ priceBookId: 'a', productId: 'pump', minQuantity: 10_000, price: 85_000 }]);
    expect(standing(pump, book('b'), 10_000)).toMatchObject({ text: '', minQuantity: 0, price: null });
  });

  it('keep nothing of what is as it is stored, take a price away where a cell is emptied, and save nothing that is no price', () => {
    const cell = standing(pump, book('a'), 1000);
    expect(typedInto(typedInto(new Map(), cell, '7'), cell, ' 10 ').size).toBe(0);
    expect(toSave(typedInto(new Map(), cell, ''), read)).toMatchObject([{ price: null }]);
    expect(toSave(typedInto(new Map(), cell, 'dear'), read)).toBeNull();
  });

  it('take a block to the right and down, and tell what lies beyond', () => {
    const { drafts, beyond } = pastedInto(new Map(), [['1', '2'], ['3', '4'], ['5', '']], { row: 0, column: 1 }, { items: [pump, row('valve')], books: [book('a'), book('b')] }, 1000);
    expect(toSave(drafts, read)).toEqual([{ priceBookId: 'b', productId: 'pump', minQuantity: 0, price: 10_000 }, { priceBookId: 'b', productId: 'valve', minQuantity: 0, price: 30_000 }]);
    expect(beyond).toBe(3);
  });
});
