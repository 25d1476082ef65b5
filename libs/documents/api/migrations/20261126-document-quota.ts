import { migration } from '#kernel/api';

/** What one person brought lately is added up before they bring more. */
export const documentQuota = migration('20261126-20-document-quota', (schema) => {
  schema.createIndex('document_version', ['createdById', 'createdAt', 'size']);
});
