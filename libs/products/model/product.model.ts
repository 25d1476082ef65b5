import { Currency, Flag, InputOf, LongText, Option, PartialType, Percent, Quantity, RecordOf, RecordView, Ref, Text, UnitPrice } from '#kernel/model';

/** A node of the catalogue's tree. */
@RecordOf({ name: 'category', path: 'categories', table: 'product_category', search: ['name'], order: 'name', owned: false })
export class Category extends RecordView {
  @Text({ max: 100, sort: true, filter: true }) name!: string;
  @Ref('category', { optional: true, filter: true }) parentId!: string | null;
}
export class NewCategory extends InputOf(Category) {}
export class CategoryChange extends PartialType(NewCategory) {}

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
  @Quantity({ optional: true }) stock!: number | null;
  @Flag({ filter: true }) onSale!: boolean;
  @LongText({ optional: true }) description!: string | null;
}
export class NewProduct extends InputOf(Product) {}
export class ProductChange extends PartialType(NewProduct) {}
