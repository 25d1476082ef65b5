import { migration } from '#kernel/api';

/** Search without looking at every row. */
export const contactsSearch = migration('20261125-29-contacts-search', (schema) => {
  schema.createSearch('contact');
});
