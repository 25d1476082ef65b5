import { migration } from '#kernel/api';

/** What is invoiced and not received, or the other way round; and the figures of reports from an index alone. */
export const contractReports = migration('20261125-80-contract-reports', (schema) => {
  schema.addColumns('contract', (c) => c.money('difference', { null: true }));
  schema.fill('contract', 'difference', '`invoiced` - `received`');
  schema.createIndex('contract', ['deletedKey', 'difference', 'id']);
  schema.createIndex('contract', ['deletedKey', 'currency', 'createdAt', 'id']);
  schema.createIndex('contract', ['deletedKey', 'signedOn', 'stage', 'currency', 'amount', 'received', 'receivable', 'invoiced', 'ownerId', 'teamId', 'customerId']);
  schema.dropIndex('contract', ['deletedKey', 'stage', 'signedOn', 'currency', 'amount', 'received', 'ownerId', 'teamId', 'customerId']);
});
