import { migration } from '#kernel/api';

/** Whether somebody wants single keys to do something. */
export const shortcutsColumn = migration('20261125-05-shortcuts', (schema) => {
  schema.addColumns('user', (c) => c.code('shortcuts', 40, { null: true }));
});
