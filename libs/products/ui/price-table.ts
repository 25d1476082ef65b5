import { fromTyped, typed, type Session } from '#kernel/ui';
import type { PriceCell, PriceEntry } from '#products/model';

/** A product in a book's table, with what its cells say: by the quantity from which the price holds. */
export interface PriceRow {
  readonly productId: string;
  readonly name: string;
  readonly cells: ReadonlyMap<number, string>;
}

/** What is stored, as rows of texts in the order of their names. */
export function rowsOf(entries: readonly (PriceEntry & { product?: { name: string } | null })[]): PriceRow[] {
  const rows = [...Map.groupBy(entries, ({ productId }) => productId)].map(([productId, own]): PriceRow => ({
    productId, name: own[0]?.product?.name ?? '', cells: new Map(own.map(({ minQuantity, price }) => [minQuantity, typed(price, 4)])),
  })); // prettier-ignore
  return rows.sort((a, b) => a.name.localeCompare(b.name));
}

/** The quantities of a table, from the smallest on; every product has a price from the first piece on. */
export const quantitiesOf = (rows: readonly PriceRow[]): number[] => [...new Set([0, ...rows.flatMap(({ cells }) => [...cells.keys()])])].sort((a, b) => a - b);

/** Rows with cells written into them. */
export function written(rows: readonly PriceRow[], at: { readonly row: number; readonly column: number }, quantities: readonly number[], texts: readonly (readonly string[])[]): PriceRow[] {
  return rows.map((row, index) => {
    const cells = texts[index - at.row];
    if (!cells || index < at.row) return row;
    const fresh = new Map(row.cells);
    cells.forEach((text, offset) => {
      const quantity = quantities[at.column + offset];
      if (quantity !== undefined) fresh.set(quantity, text.trim());
    });
    return { ...row, cells: fresh };
  });
}

/** The cells that differ from what is stored; null when one of them is no price. `read` makes a number of a text. */
export function changed(before: readonly PriceRow[], now: readonly PriceRow[], read: (text: string) => number | string | null): PriceCell[] | null {
  const old = new Map(before.map((row) => [row.productId, row.cells]));
  const cells = now.flatMap(({ productId, cells: own }) =>
    [...own].filter(([quantity, text]) => (old.get(productId)?.get(quantity) ?? '') !== text).map(([minQuantity, text]) => ({ productId, minQuantity, price: read(text) })),
  );
  return pricedCells(cells);
}

/** Cells whose prices are prices or none; null when one of them is a text that is no price. */
export const pricedCells = <C extends { readonly price: number | string | null }>(cells: readonly C[]): (C & { readonly price: number | null })[] | null =>
  cells.every(({ price }) => price === null || (typeof price === 'number' && price >= 0)) ? (cells as (C & { readonly price: number | null })[]) : null;

/** What was typed as a price; a text that is none stays a text. */
export const readPrice = (text: string): number | string | null => fromTyped(text, 4);
export const isNoPrice = (text: string): boolean => text !== '' && typeof readPrice(text) !== 'number';

/** Whether prices may be kept as a table, which makes, changes and takes away. */
export const keepsPrices = (session: Session): boolean => ['create', 'update', 'delete'].every((verb) => session.can(`price-entry.${verb}`));

/** What a spreadsheet puts on the clipboard. */
export const pasted = (text: string): string[][] => text.replace(/\r?\n$/, '').split(/\r?\n/).map((line) => line.split('\t'));
