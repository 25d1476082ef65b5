import { migration } from '#kernel/api';

/** Ageing by customer, what was due, and which contracts are overdue, from an index alone. */
export const receivableReports = migration('20261125-81-receivable-reports', (schema) => {
  schema.createIndex('receivable', ['deletedKey', 'dueOn', 'status', 'currency', 'amount', 'open', 'ownerId', 'teamId', 'customerId', 'contractId']);
});
