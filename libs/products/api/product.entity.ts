import { RecordTable } from '#kernel/api';
import { Category, Product } from '#products/model';

/** A product as it is stored. */
@RecordTable({
  unique: [['code', 'deletedKey']],
  indexes: [
    ['deletedKey', 'code', 'id'], ['deletedKey', 'name', 'id'], ['deletedKey', 'price', 'id'], ['deletedKey', 'stock', 'id'], ['deletedKey', 'onSale', 'name', 'id'], ['categoryId', 'deletedKey'],
  ],
}) // prettier-ignore
export class ProductEntity extends Product {}

/** A category as it is stored. */
@RecordTable({ indexes: [['deletedKey', 'name', 'id'], ['parentId', 'deletedKey']] })
export class CategoryEntity extends Category {}
