import { migration } from '../database/schema.ts';

/** The audit tells more of each row, and each row carries a keyed hash from its birth. */
export const auditColumns = migration('20261125-22-audit', (schema) => {
  schema.addColumns('audit', (c) => {
    c.uuid('sessionId', { null: true });
    c.code('kind', 40, { null: true });
    c.code('outcome', 20, { default: 'done' });
    c.longText('detail', { null: true });
  });
  schema.dropColumn('audit', 'prev');
  schema.createIndex('audit_change', ['auditId']);
});
