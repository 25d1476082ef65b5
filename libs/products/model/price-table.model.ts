import { Lines, Quantity, Ref, UnitPrice } from '#kernel/model';
import type { Bundling } from './product.model.ts';
import type { PriceBook, PriceBookKind } from './price-book.model.ts';

/** The most books that stand side by side. */
export const MOST_BOOKS = 40;

/** A price of a product in a book, from a quantity on; null where there is to be none. */
export class PriceTableCell {
  @Ref('price-book') priceBookId!: string;
  @Ref('product') productId!: string;
  @Quantity({ max: 100_000_000_000 }) minQuantity!: number;
  @UnitPrice({ optional: true }) price!: number | null;
}
export class PriceTableCells {
  @Lines(PriceTableCell, { max: 1000 }) cells!: PriceTableCell[];
}

/** What stands beside a product: its prices in the books that hold on a day, and which of them a buyer gets. */
export interface PriceTableRow {
  readonly id: string;
  readonly code: string;
  readonly name: string;
  readonly price: number;
  readonly currency: string;
  readonly bundling: Bundling | null;
  readonly cells: readonly { readonly bookId: string; readonly minQuantity: number; readonly price: number }[];
  /** By currency the book whose price holds, or null for the product's own; a currency without any price is left out. */
  readonly best: readonly { readonly currency: string; readonly bookId: string | null }[];
}
export type PriceTableBook = Pick<PriceBook, 'id' | 'name' | 'currency' | 'validFrom' | 'validTo'> & { readonly kind: PriceBookKind; readonly customerId: string | null; readonly level: PriceBook['level'] };
/** A page of products with the books side by side. */
export interface PriceTable {
  readonly on: string;
  readonly books: readonly PriceTableBook[];
  /** Whether there are more books than can stand side by side; then nothing says which price holds. */
  readonly more: boolean;
  readonly items: readonly PriceTableRow[];
  readonly next: string | null;
}
