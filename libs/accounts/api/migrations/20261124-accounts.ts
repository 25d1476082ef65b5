import { migration } from '#kernel/api';

/** People, their teams, and what signing in needs. */
export const accountsTables = migration('20261124-01-accounts', (schema) => {
  schema.createRecordTable('user', (c) => {
    c.text('name', 100);
    c.text('username', 64);
    c.secret('email', { null: true });
    c.code('status', 40);
    c.uuid('primaryTeamId', { null: true });
    c.code('language', 40, { null: true });
    c.code('theme', 40, { null: true });
    c.code('density', 40, { null: true });
    c.unique('username', 'deletedKey');
    c.index('deletedKey', 'name', 'id');
    c.index('deletedKey', 'username', 'id');
    c.index('primaryTeamId');
  });
  schema.createTexts('user', 'roles');
  schema.createRecordTable('team', (c) => {
    c.text('name', 100);
    c.uuid('parentId', { null: true });
    c.uuid('headId', { null: true });
    c.unique('parentId', 'name', 'deletedKey');
    c.index('deletedKey', 'name', 'id');
  });
  schema.createTable('credential', (c) => {
    c.id('userId');
    c.code('passwordHash', 255);
    c.moment('changedAt');
  });
  schema.createTable('password_token', (c) => {
    c.code('hash', 64, { primary: true });
    c.uuid('userId');
    c.moment('until');
    c.index('userId');
  });
  schema.createTable('session', (c) => {
    c.id();
    c.uuid('userId');
    c.moment('createdAt');
    c.moment('usedAt');
    c.moment('until');
    c.text('device', 255, { null: true });
    c.code('address', 64, { null: true });
    c.moment('revokedAt', { null: true });
    c.code('reason', 40, { null: true });
    c.index('userId', 'revokedAt');
  });
  schema.createTable('refresh_token', (c) => {
    c.code('hash', 64, { primary: true });
    c.uuid('sessionId');
    c.code('state', 10);
    c.moment('usedAt', { null: true });
    c.code('sealedChild', 255, { null: true });
    c.index('sessionId');
  });
  schema.createTable('throttle', (c) => {
    c.code('key', 191, { primary: true });
    c.integer('failures');
    c.moment('until');
  });
});
