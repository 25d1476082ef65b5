import { Choice, Currency, Day, Flag, InputOf, Lines, PartialType, Quantity, RecordOf, RecordView, Ref, Text, UnitPrice } from '#kernel/model';
import { CUSTOMER_LEVELS } from '#customers/model';

/** For whom a book is, in the order in which prices are looked up. */
export const PRICE_BOOK_KINDS = ['customer', 'level', 'tier', 'list'] as const;
export type PriceBookKind = (typeof PRICE_BOOK_KINDS)[number];
/** Where a price comes from: a book, the list, or the components of a bundle. */
export const PRICE_ORIGINS = [...PRICE_BOOK_KINDS, 'sum'] as const;
export type PriceOrigin = (typeof PRICE_ORIGINS)[number];

/** Prices that hold for one customer, for customers of a level, by quantity, or for everybody, in one currency and for a time. */
@RecordOf({ name: 'price-book', path: 'price-books', table: 'price_book', search: ['name'], order: 'name', owned: false })
export class PriceBook extends RecordView {
  @Text({ max: 200, sort: true, filter: true }) name!: string;
  @Choice(PRICE_BOOK_KINDS, { filter: true }) kind!: PriceBookKind;
  /** The customer it is for; only of the kind 'customer'. */
  @Ref('customer', { optional: true, filter: true }) customerId!: string | null;
  /** The level it is for; only of the kind 'level'. */
  @Choice(CUSTOMER_LEVELS, { optional: true, filter: true }) level!: (typeof CUSTOMER_LEVELS)[number] | null;
  @Currency({ filter: true }) currency!: string;
  /** First and last day on which its prices hold; open where there is none. */
  @Day({ optional: true, filter: true, sort: true }) validFrom!: string | null;
  @Day({ optional: true, filter: true, sort: true }) validTo!: string | null;
  @Flag({ filter: true }) active!: boolean;
}
export class NewPriceBook extends InputOf(PriceBook) {}
/** The currency of a book never changes: its prices are in it. */
export class PriceBookChange extends PartialType(InputOf(PriceBook, 'currency')) {}

/** The price of a product in a book, from a quantity on. */
@RecordOf({ name: 'price-entry', path: 'price-entries', table: 'price_entry', order: 'createdAt', title: 'price', owned: false })
export class PriceEntry extends RecordView {
  @Ref('price-book', { filter: true }) priceBookId!: string;
  @Ref('product', { filter: true }) productId!: string;
  @Quantity({ filter: true, max: 100_000_000_000 }) minQuantity!: number;
  @UnitPrice() price!: number;
}
export class NewPriceEntry extends InputOf(PriceEntry) {}
export class PriceEntryChange extends PartialType(InputOf(PriceEntry, 'priceBookId', 'productId', 'minQuantity')) {}

/** A cell of a book's table: the price of a product from a quantity on, or null where there is to be none. */
export class PriceCell {
  @Ref('product') productId!: string;
  @Quantity({ max: 100_000_000_000 }) minQuantity!: number;
  @UnitPrice({ optional: true }) price!: number | null;
}
export class PriceCells {
  @Lines(PriceCell, { max: 1000 }) cells!: PriceCell[];
}

/** What a price is asked for. */
export interface PriceQuestion {
  readonly productId: string;
  readonly customerId: string | null;
  /** In thousandths. */
  readonly quantity: number;
  readonly currency: string;
  /** The day on which it is to hold. */
  readonly on: string;
}
/** A price and where it comes from; the product's own price is a list price without a book. */
export interface FoundPrice {
  readonly price: number;
  readonly currency: string;
  readonly origin: PriceOrigin;
  readonly bookId: string | null;
  readonly taxRate: number | null;
}
