import { migration } from '#kernel/api';

/** Products that consist of others. */
export const bundles = migration('20261126-10-bundles', (schema) => {
  schema.addColumns('product', (c) => c.code('bundling', 40, { null: true }));
  schema.createIndex('product', ['deletedKey', 'bundling', 'name', 'id']);
  schema.createLines('product', 'parts', (c) => {
    c.uuid('productId');
    c.bigint('quantity');
    c.index('productId', 'recordId');
  });
});
