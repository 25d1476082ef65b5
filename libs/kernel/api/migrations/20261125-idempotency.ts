import { migration } from '../database/schema.ts';

/** Answers of creating requests that carried an Idempotency-Key, for a day. */
export const idempotencyTables = migration('20261125-25-idempotency', (schema) => {
  schema.createTable('idempotency', (c) => {
    c.code('id', 64, { primary: true });
    c.code('fingerprint', 64);
    c.longText('answer', { null: true });
    c.moment('createdAt');
    c.index('createdAt');
  });
});
