import { migration } from '#kernel/api';

/** Search and lists without looking at every row. */
export const opportunitiesSearch = migration('20261125-29-opportunities-search', (schema) => {
  schema.createSearch('opportunity');
  schema.widenRecordIndex('opportunity');
  schema.widenRecordIndex('pipeline');
  schema.widenRecordIndex('stage');
});
