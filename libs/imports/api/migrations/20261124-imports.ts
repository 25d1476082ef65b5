import { migration } from '#kernel/api';

/** Files that were uploaded, their rows, and what each of them became. */
export const importsTables = migration('20261124-07-imports', (schema) => {
  schema.createTable('import', (c) => {
    c.id();
    c.code('kind', 40);
    c.text('name', 200);
    c.code('state', 20);
    c.integer('rows');
    c.integer('done', { default: 0 });
    c.code('delimiter', 4);
    c.longText('columns');
    c.longText('mapping');
    c.longText('report', { null: true });
    c.uuid('userId');
    c.moment('createdAt');
    c.index('userId', 'id');
  });
  schema.createTable('import_row', (c) => {
    c.id('importId');
    c.integer('line', { primary: true });
    c.longText('cells');
    c.code('outcome', 20, { null: true });
    c.longText('faults', { null: true });
    c.index('importId', 'outcome', 'line');
  });
  schema.createTable('import_record', (c) => {
    c.id('importId');
    c.integer('position', { primary: true });
    c.integer('line');
    c.code('kind', 40);
    c.uuid('recordId');
    c.integer('version');
    c.text('name', 200);
  });
});
