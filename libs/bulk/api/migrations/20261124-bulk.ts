import { migration } from '#kernel/api';

/** Work over many records, what became of each of them, and exports. */
export const bulkTables = migration('20261124-11-bulk', (schema) => {
  schema.createTable('bulk', (c) => {
    c.id();
    c.code('kind', 40);
    c.code('action', 20);
    c.longText('asked');
    c.code('state', 20);
    c.integer('total', { default: 0 });
    c.uuid('userId');
    c.moment('createdAt');
    c.index('userId', 'id');
  });
  schema.createTable('bulk_row', (c) => {
    c.id('bulkId');
    c.integer('position', { primary: true });
    c.uuid('recordId');
    c.code('outcome', 20, { null: true });
    c.code('code', 60, { null: true });
    c.text('name', 200, { null: true });
    c.integer('version', { null: true });
    c.longText('before', { null: true });
    c.index('bulkId', 'outcome', 'position');
  });
  schema.createTable('export', (c) => {
    c.id();
    c.code('kind', 40);
    c.code('format', 10);
    c.longText('asked');
    c.code('state', 20);
    c.integer('rows', { default: 0 });
    c.code('code', 60, { null: true });
    c.uuid('userId');
    c.moment('createdAt');
    c.index('createdAt');
  });
});
