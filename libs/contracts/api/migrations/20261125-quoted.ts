import { migration } from '#kernel/api';

/** What a row of a quote says has room in a contract's, and whoever has a contract is reminded of its end. */
export const quotedContracts = migration('20261125-54-quoted', (schema) => {
  for (const table of ['contract_lines', 'amendment_lines']) schema.retypeColumns(table, (c) => c.text('description', 500, { null: true }));
  schema.addColumns('contract', (c) => {
    c.day('remindOn', { null: true });
    c.day('remindedOn', { null: true });
  });
  schema.createIndex('contract', ['deletedKey', 'stage', 'remindOn', 'id']);
});
