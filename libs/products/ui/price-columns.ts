import { typed } from '#kernel/ui';
import { pricedCells } from './price-table.ts';
import type { PriceTable, PriceTableBook, PriceTableCell, PriceTableRow } from '#products/model';

/** A price of a product in a book as it stands in the table: the one that holds for the quantity, among those from other quantities on. */
export interface StandingCell {
  readonly key: string;
  readonly minQuantity: number;
  readonly text: string;
  readonly price: number | null;
  /** How many prices by quantity the product has in the book. */
  readonly tiers: number;
}
type Address = Pick<PriceTableCell, 'priceBookId' | 'productId' | 'minQuantity'>;

const keyOf = ({ priceBookId, productId, minQuantity }: Address) => `${priceBookId} ${productId} ${minQuantity}`;
function addressOf(key: string): Address {
  const [priceBookId = '', productId = '', minQuantity] = key.split(' ');
  return { priceBookId, productId, minQuantity: Number(minQuantity) };
}

/** What a product costs in a book for a quantity; where it has no price yet, one from the first piece on would stand there. */
export function standing(row: PriceTableRow, book: PriceTableBook, quantity: number): StandingCell {
  const own = row.cells.filter(({ bookId }) => bookId === book.id);
  const at = own.filter(({ minQuantity }) => minQuantity <= quantity).reduce<(typeof own)[number] | null>((best, one) => (best && best.minQuantity >= one.minQuantity ? best : one), null);
  const minQuantity = at?.minQuantity ?? 0;
  return { key: keyOf({ priceBookId: book.id, productId: row.id, minQuantity }), minQuantity, text: at ? typed(at.price, 4) : '', price: at?.price ?? null, tiers: own.length };
}

/** Texts that were typed, by cell, with one more; what is as it is stored is not kept. */
export function typedInto(drafts: ReadonlyMap<string, string>, cell: StandingCell, text: string): ReadonlyMap<string, string> {
  const fresh = new Map(drafts);
  if (text.trim() === cell.text) fresh.delete(cell.key);
  else fresh.set(cell.key, text.trim());
  return fresh;
}

/** A block from a spreadsheet, from a cell on to the right and down, and how many of its cells lie beyond the table. */
export function pastedInto(drafts: ReadonlyMap<string, string>, texts: readonly (readonly string[])[], at: { readonly row: number; readonly column: number }, table: Pick<PriceTable, 'items' | 'books'>, quantity: number): { drafts: ReadonlyMap<string, string>; beyond: number } {
  let [done, beyond] = [drafts, 0];
  texts.forEach((cells, down) => cells.forEach((text, right) => {
    const [row, book] = [table.items[at.row + down], table.books[at.column + right]];
    if (row && book) done = typedInto(done, standing(row, book, quantity), text);
    else if (text.trim() !== '') beyond++;
  })); // prettier-ignore
  return { drafts: done, beyond };
}

/** What is to be saved; null when one of the texts is no price. `read` makes a number of a text. */
export function toSave(drafts: ReadonlyMap<string, string>, read: (text: string) => number | string | null): PriceTableCell[] | null {
  const cells = [...drafts].map(([key, text]) => ({ ...addressOf(key), price: read(text) }));
  return pricedCells(cells);
}
