import { migration } from '#kernel/api';

/** Roles as data, and records shared with people. */
export const roleTables = migration('20261125-18-roles', (schema) => {
  schema.createRecordTable('role', (c) => {
    c.text('key', 40);
    c.text('name', 60);
    c.text('nameZh', 60, { null: true });
    c.text('purpose', 200, { null: true });
    c.integer('clearance');
    c.unique('key', 'deletedKey');
    c.index('deletedKey', 'name', 'id');
  });
  schema.createLines('role', 'grants', (c) => {
    c.text('permission', 80);
    c.code('reach', 40);
  });
  schema.createLines('role', 'fields', (c) => {
    c.text('kind', 40);
    c.text('field', 60);
    c.code('right', 40);
  });
  schema.createTable('record_share', (c) => {
    c.id();
    c.code('kind', 40);
    c.uuid('recordId');
    c.uuid('userId');
    c.code('may', 10);
    c.moment('until', { null: true });
    c.moment('createdAt');
    c.uuid('createdById', { null: true });
    c.unique('userId', 'kind', 'recordId');
    c.index('kind', 'recordId');
  });
});
