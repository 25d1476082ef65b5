import { migration } from '#kernel/api';

/** What products cost us, and whether stock of them is kept. What stood in `stock` becomes the opening of the ledger. */
export const costAndStocking = migration('20261125-41-cost-and-stocking', (schema) => {
  schema.addColumns('product', (c) => {
    c.bigint('cost', { null: true });
    c.code('stocking', 40, { null: true });
  });
  schema.createIndex('product', ['deletedKey', 'stock', 'id']);
  schema.createIndex('product_category', ['parentId', 'deletedKey']);
});
