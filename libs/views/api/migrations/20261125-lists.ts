import { migration } from '#kernel/api';

/** Lists of a part of the records from one index. */
export const viewsLists = migration('20261125-31-views-lists', (schema) => {
  schema.widenRecordIndex('view');
});
