import { migration } from '#kernel/api';

/** Views of lists. */
export const viewsTables = migration('20261124-08-views', (schema) => {
  schema.createRecordTable('view', (c) => {
    c.text('list', 40);
    c.text('name', 60);
    c.text('address', 2000);
    c.flag('shared');
    c.index('deletedKey', 'name', 'id');
    c.index('list', 'deletedKey', 'shared', 'name');
  });
});
