import { migration } from '#kernel/api';

/** Footer totals of the list of opportunities come from an index alone, whatever the reader's reach. */
export const opportunitySums = migration('20261125-01-opportunity-sums', (schema) => {
  schema.createIndex('opportunity', ['deletedKey', 'currency', 'amount', 'weighted', 'ownerId', 'teamId']);
});
