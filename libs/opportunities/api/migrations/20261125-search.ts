import { migration } from '#kernel/api';

/** Search without looking at every row. */
export const opportunitiesSearch = migration('20261125-29-opportunities-search', (schema) => {
  schema.createSearch('opportunity');
});
