import { migration } from '#kernel/api';

/** Ageing by customer, what was due, and which contracts are overdue, from an index alone. */
export const receivableReports = migration('20261125-81-receivable-reports', (schema) => {
  schema.createIndex('receivable', ['deletedKey', 'status', 'dueOn', 'id', 'currency', 'open', 'ownerId', 'teamId', 'customerId', 'contractId', 'amount']);
  schema.dropIndex('receivable', ['deletedKey', 'status', 'dueOn', 'id', 'currency', 'open', 'ownerId', 'teamId']);
});
