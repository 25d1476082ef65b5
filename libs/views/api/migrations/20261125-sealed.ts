import { migration } from '#kernel/api';

/** What a view filters by may be somebody's phone: it is encrypted. */
export const viewsSealed = migration('20261125-11-views-sealed', (schema) => {
  schema.retypeColumns('view', (c) => c.longText('address'));
});
