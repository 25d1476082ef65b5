import { migration } from '#kernel/api';

/** Rows in blocks, what is special about some of them, and what each batch brought into being; mappings under a name. */
export const importBlocks = migration('20261125-03-imports', (schema) => {
  schema.dropTable('import_row');
  schema.dropTable('import_record');
  schema.addColumns('import', (c) => {
    c.integer('position', { default: 0 });
    c.longText('tally', { null: true });
  });
  schema.createTable('import_block', (c) => {
    c.id('importId');
    c.integer('line', { primary: true });
    c.longText('cells');
  });
  schema.createTable('import_finding', (c) => {
    c.id('importId');
    c.integer('line', { primary: true });
    c.longText('cells');
    c.longText('faults', { null: true });
  });
  schema.createTable('import_made', (c) => {
    c.id('importId');
    c.integer('position', { primary: true });
    c.longText('records');
  });
  schema.createTable('import_mapping', (c) => {
    c.id();
    c.code('kind', 40);
    c.code('signature', 64);
    c.text('name', 100);
    c.longText('mapping');
    c.flag('shared', { default: 0 });
    c.uuid('userId');
    c.moment('usedAt');
    c.index('kind', 'userId', 'usedAt');
    c.index('kind', 'shared', 'usedAt');
  });
});
