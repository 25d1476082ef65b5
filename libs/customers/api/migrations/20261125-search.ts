import { migration } from '#kernel/api';

/** Search and lists without looking at every row. */
export const customersSearch = migration('20261125-29-customers-search', (schema) => {
  schema.createSearch('customer');
  schema.widenRecordIndex('customer');
});
