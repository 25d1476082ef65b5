import { migration } from '#kernel/api';

/** Price books and the prices in them. */
export const priceBooks = migration('20261125-40-price-books', (schema) => {
  schema.createRecordTable('price_book', (c) => {
    c.text('name', 200);
    c.code('kind', 40);
    c.uuid('customerId', { null: true });
    c.code('level', 40, { null: true });
    c.text('currency', 3);
    c.day('validFrom', { null: true });
    c.day('validTo', { null: true });
    c.flag('active');
    c.index('deletedKey', 'name', 'id');
    c.index('deletedKey', 'validFrom', 'id');
    c.index('deletedKey', 'validTo', 'id');
    c.index('deletedKey', 'currency', 'kind', 'active');
    c.index('customerId', 'deletedKey');
  });
  schema.createRecordTable('price_entry', (c) => {
    c.uuid('priceBookId');
    c.uuid('productId');
    c.bigint('minQuantity');
    c.bigint('price');
    c.unique('priceBookId', 'productId', 'minQuantity', 'deletedKey');
    c.index('productId', 'deletedKey', 'priceBookId', 'minQuantity', 'price');
    c.index('priceBookId', 'deletedKey', 'createdAt', 'id');
  });
});
