import { Choice, Currency, event, Flag, InputOf, Lines, LongText, Option, PartialType, Percent, Quantity, RecordOf, RecordView, Ref, Text, UnitPrice } from '#kernel/model';

/** A node of the catalogue's tree. */
@RecordOf({ name: 'category', path: 'categories', table: 'product_category', search: ['name'], order: 'name', owned: false })
export class Category extends RecordView {
  @Text({ max: 100, sort: true, filter: true }) name!: string;
  @Ref('category', { optional: true, filter: true }) parentId!: string | null;
}
export class NewCategory extends InputOf(Category) {}
export class CategoryChange extends PartialType(NewCategory) {}

/** How stock of a product is kept: not at all, never more reserved than there is, or also beyond it. */
export const STOCKINGS = ['none', 'strict', 'back-order'] as const;
export type Stocking = (typeof STOCKINGS)[number];

/** What a bundle costs as listed: a price of its own, or what its components cost. A product without either is no bundle. */
export const BUNDLINGS = ['own', 'sum'] as const;
export type Bundling = (typeof BUNDLINGS)[number];

/** A product within a bundle, and how much of it is in one. */
export class BundlePart {
  @Ref('product', { filter: true }) productId!: string;
  @Quantity({ min: 1, max: 100_000_000_000 }) quantity!: number;
}

/** Something we sell. */
@RecordOf({ name: 'product', path: 'products', search: ['name', 'code'], order: 'name', owned: false })
export class Product extends RecordView {
  @Text({ max: 60, sort: true, filter: true }) code!: string;
  @Text({ max: 200, sort: true, filter: true }) name!: string;
  @Ref('category', { optional: true, filter: true }) categoryId!: string | null;
  @Option('unit', { optional: true }) unit!: string | null;
  @UnitPrice({ sort: true, filter: true }) price!: number;
  @Currency() currency!: string;
  @Percent({ optional: true }) taxRate!: number | null;
  /** What a unit costs us, in the product's currency; for those alone whose role says so. */
  @UnitPrice({ optional: true, sensitive: 3, encrypted: false }) cost!: number | null;
  @Choice(STOCKINGS, { optional: true, filter: true }) stocking!: Stocking | null;
  /** What is available in all warehouses together; null while nothing ever was. Kept by the stock's ledger. */
  @Quantity({ optional: true, derived: true, min: Number.MIN_SAFE_INTEGER, sort: true }) stock!: number | null;
  /** False for what is retired: it stays where it is and goes on no new line. */
  @Flag({ filter: true }) onSale!: boolean;
  @Choice(BUNDLINGS, { optional: true, filter: true }) bundling!: Bundling | null;
  /** What a bundle consists of; neither bundles nor itself. */
  @Lines(BundlePart, { max: 100 }) parts!: BundlePart[];
  @LongText({ optional: true }) description!: string | null;
}
export class NewProduct extends InputOf(Product) {}
export class ProductChange extends PartialType(NewProduct) {}

/** Told in the same unit of work, for those who keep a product's name beside its id. */
export const ProductRenamed = event<{ id: string; name: string; code: string }>('product.renamed');
