import { migration } from '#kernel/api';

const UNITS = [['piece', 'Piece', '件'], ['set', 'Set', '套'], ['box', 'Box', '箱'], ['kilogram', 'Kilogram', '千克'], ['hour', 'Hour', '小时'], ['year', 'Year', '年']] as const; // prettier-ignore

/** The catalogue. */
export const productsTables = migration('20261124-04-products', (schema) => {
  schema.createRecordTable('product_category', (c) => {
    c.text('name', 100);
    c.uuid('parentId', { null: true });
    c.index('deletedKey', 'name', 'id');
  });
  schema.createRecordTable('product', (c) => {
    c.text('code', 60);
    c.text('name', 200);
    c.uuid('categoryId', { null: true });
    c.code('unit', 40, { null: true });
    c.bigint('price');
    c.text('currency', 3);
    c.integer('taxRate', { null: true });
    c.bigint('stock', { null: true });
    c.flag('onSale');
    c.longText('description', { null: true });
    c.unique('code', 'deletedKey');
    c.index('deletedKey', 'code', 'id');
    c.index('deletedKey', 'name', 'id');
    c.index('deletedKey', 'price', 'id');
    c.index('deletedKey', 'onSale', 'name', 'id');
    c.index('categoryId', 'deletedKey');
  });
  schema.insert('option_item', UNITS.map(([key, en, zh], index) => ({ id: `unit.${key}`, setKey: 'unit', key, en, zh, tone: 'neutral', position: index + 1 })));
});
