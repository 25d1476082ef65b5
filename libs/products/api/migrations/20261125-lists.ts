import { migration } from '#kernel/api';

/** Lists of a part of the records from one index. */
export const productsLists = migration('20261125-31-products-lists', (schema) => {
  schema.widenRecordIndex('product');
  schema.widenRecordIndex('product_category');
});
