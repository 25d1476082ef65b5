import { migration } from '#kernel/api';

/** How the file was read, and what an import found where it changed something. */
export const importReading = migration('20261124-10-imports', (schema) => {
  schema.addColumns('import', (c) => c.longText('reading', { null: true }));
  schema.addColumns('import_record', (c) => c.longText('before', { null: true }));
});
