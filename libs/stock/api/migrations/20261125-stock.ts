import { migration } from '#kernel/api';

const born = { version: 1, createdAt: '2026-11-25 00:00:00.000', updatedAt: '2026-11-25 00:00:00.000', deletedKey: '', custom: '{}' };
const QUANTITIES = ['onHand', 'reserved', 'available', 'inTransit'] as const;
/** The warehouse a workspace starts with. */
export const FIRST_WAREHOUSE = '019ac000-0000-7000-8000-000000000101';

/** Warehouses, what lies in them, its ledger, reservations and counts. */
export const stockTables = migration('20261125-42-stock', (schema) => {
  schema.createRecordTable('warehouse', (c) => {
    c.text('name', 100);
    c.text('nameZh', 100, { null: true });
    c.text('address', 300, { null: true });
    c.flag('active');
    c.index('deletedKey', 'name', 'id');
  });
  schema.createRecordTable('stock', (c) => {
    c.text('name', 200);
    c.text('code', 60);
    c.uuid('productId');
    c.uuid('warehouseId');
    for (const quantity of QUANTITIES) c.bigint(quantity);
    c.unique('productId', 'warehouseId', 'deletedKey');
    for (const sorted of ['name', 'code', ...QUANTITIES]) c.index('deletedKey', sorted, 'id');
    c.index('warehouseId', 'deletedKey', 'name');
  });
  schema.createRecordTable('stock_entry', (c) => {
    c.uuid('productId');
    c.uuid('warehouseId');
    c.code('kind', 40);
    for (const quantity of ['onHand', 'reserved', 'inTransit']) c.bigint(quantity);
    c.text('forKind', 40, { null: true });
    c.text('forId', 36, { null: true });
    c.text('reason', 500, { null: true });
    c.index('productId', 'deletedKey', 'createdAt', 'id');
    c.index('warehouseId', 'deletedKey', 'createdAt', 'id');
    c.index('deletedKey', 'kind', 'createdAt', 'id');
    c.index('forId', 'createdAt');
  });
  schema.createRecordTable('stock_reservation', (c) => {
    c.uuid('productId');
    c.uuid('warehouseId');
    c.text('forKind', 40);
    c.text('forId', 36);
    c.code('kind', 40);
    for (const quantity of ['ordered', 'reserved', 'delivered']) c.bigint(quantity);
    c.day('expiresOn', { null: true });
    c.code('status', 40);
    c.index('forId', 'forKind');
    c.index('deletedKey', 'expiresOn', 'id');
    c.index('deletedKey', 'status', 'expiresOn');
    c.index('productId', 'deletedKey', 'createdAt', 'id');
    c.index('warehouseId', 'deletedKey', 'createdAt', 'id');
  });
  schema.createRecordTable('stock_count', (c) => {
    c.text('name', 200);
    c.uuid('warehouseId');
    c.code('status', 40);
    c.flag('whole');
    c.moment('closedAt', { null: true });
    c.longText('note', { null: true });
    c.index('deletedKey', 'name', 'id');
    c.index('deletedKey', 'status', 'createdAt', 'id');
    c.index('warehouseId', 'deletedKey', 'status');
  });
  schema.createLines('stock_count', 'lines', (c) => {
    c.uuid('productId');
    c.bigint('expected', { null: true });
    c.bigint('counted', { null: true });
    c.index('productId', 'recordId');
  });
  schema.insert('warehouse', [{ ...born, id: FIRST_WAREHOUSE, name: 'Main warehouse', nameZh: '主仓库', active: 1, searchText: ' main warehouse ' }]);
});
