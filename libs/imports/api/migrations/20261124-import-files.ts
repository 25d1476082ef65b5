import { migration } from '#kernel/api';

/** The file itself while its reading can still be changed, and what an import found where it changed something. */
export const importFiles = migration('20261124-09-import-files', (schema) => {
  schema.addColumns('import', (c) => c.longText('reading', { null: true }));
  schema.addColumns('import_record', (c) => c.longText('before', { null: true }));
  schema.createTable('import_file', (c) => {
    c.id('importId');
    c.integer('position', { primary: true });
    c.longText('content');
  });
});
