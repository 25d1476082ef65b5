import { migration } from '../database/schema.ts';

/** The data keys, each wrapped by the master key, which is elsewhere. */
export const keyTables = migration('20261125-00-keys', (schema) => {
  schema.createTable('data_key', (c) => {
    c.code('id', 60, { primary: true });
    c.code('purpose', 40);
    c.code('wrapped', 500);
    c.code('masterKeyId', 64);
    c.code('state', 20);
    c.moment('createdAt');
  });
});
