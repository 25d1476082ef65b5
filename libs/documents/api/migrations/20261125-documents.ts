import { migration } from '#kernel/api';

/** Files that hang on records: what they are, their versions, and the key of each content. */
export const documentTables = migration('20261125-53-documents', (schema) => {
  schema.createTable('document', (c) => {
    c.id();
    c.code('recordKind', 40);
    c.uuid('recordId');
    c.text('name', 200);
    c.moment('createdAt');
    c.moment('deletedAt', { null: true });
    c.index('recordKind', 'recordId', 'createdAt');
    c.index('deletedAt');
  });
  schema.createTable('document_version', (c) => {
    c.id('documentId');
    c.integer('revision', { primary: true });
    c.text('name', 200);
    c.code('type', 100);
    c.bigint('size');
    c.code('sha256', 64);
    c.moment('createdAt');
    c.uuid('createdById', { null: true });
    c.index('sha256');
  });
  schema.createTable('file_content', (c) => {
    c.code('id', 64, { primary: true });
    c.bigint('size');
    c.longText('secret');
    c.moment('createdAt');
  });
});
