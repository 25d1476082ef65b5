import { migration } from '#kernel/api';

/** What became of each record that an undo met, a batch at a time. */
export const importUndone = migration('20261125-90-imports', (schema) => {
  schema.createTable('import_undone', (c) => {
    c.id('importId');
    c.integer('position', { primary: true });
    c.integer('kept');
    c.longText('results');
  });
});
