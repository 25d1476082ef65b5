import { migration } from '#kernel/api';

/** Search and lists without looking at every row. */
export const contactsSearch = migration('20261125-29-contacts-search', (schema) => {
  schema.createSearch('contact');
  schema.widenRecordIndex('contact');
  schema.widenRecordIndex('contact_link');
});
