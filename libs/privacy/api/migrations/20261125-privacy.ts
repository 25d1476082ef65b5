import { migration } from '#kernel/api';

/** What was asked for about persons, what must not be erased yet, and what was. */
export const privacyTables = migration('20261125-33-privacy', (schema) => {
  schema.createTable('privacy_request', (c) => {
    c.id();
    c.code('action', 10);
    c.code('state', 10);
    c.longText('records');
    c.longText('known', { null: true });
    c.longText('report', { null: true });
    c.integer('done', { default: 0 });
    c.code('reason', 20, { null: true });
    c.text('reference', 60, { null: true });
    c.code('code', 60, { null: true });
    c.uuid('userId');
    c.moment('createdAt');
    c.index('userId', 'createdAt');
  });
  schema.createTable('privacy_tombstone', (c) => {
    c.id();
    c.uuid('requestId');
    c.code('recordKind', 40, { null: true });
    c.uuid('recordId', { null: true });
    c.code('reason', 20);
    c.text('reference', 60, { null: true });
    c.longText('erased');
    c.uuid('userId', { null: true });
    c.moment('at');
    c.index('recordKind', 'recordId');
  });
  schema.createTable('privacy_hold', (c) => {
    c.id();
    c.code('recordKind', 40);
    c.uuid('recordId');
    c.text('reason', 300);
    c.day('until');
    c.uuid('userId');
    c.moment('createdAt');
    c.moment('liftedAt', { null: true });
    c.index('recordKind', 'recordId');
    c.index('until');
  });
});
