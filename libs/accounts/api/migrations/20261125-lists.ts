import { migration } from '#kernel/api';

/** Lists of a part of the records from one index. */
export const accountsLists = migration('20261125-31-accounts-lists', (schema) => {
  schema.widenRecordIndex('user');
  schema.widenRecordIndex('team');
});
