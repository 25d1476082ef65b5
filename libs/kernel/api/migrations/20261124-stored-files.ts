import { migration } from '../database/schema.ts';

/** Uploaded and exported files, in parts. */
export const storedFileTables = migration('20261124-09-kernel', (schema) => {
  schema.createTable('stored_file', (c) => {
    c.id();
    c.integer('position', { primary: true });
    c.longText('content');
  });
});
