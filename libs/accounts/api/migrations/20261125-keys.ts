import { migration } from '#kernel/api';

/** Who people are at a sign-in provider, and the keys of other systems. */
export const keyTables = migration('20261125-17-api-keys', (schema) => {
  schema.createTable('identity', (c) => {
    c.id();
    c.uuid('userId');
    c.code('issuer', 255);
    c.code('subject', 255);
    c.moment('createdAt');
    c.unique('issuer', 'subject');
    c.index('userId');
  });
  schema.createTable('api_key', (c) => {
    c.id();
    c.uuid('userId');
    c.text('name', 100);
    c.code('hash', 64);
    c.code('start', 12);
    c.longText('scopes');
    c.longText('addresses', { null: true });
    c.moment('createdAt');
    c.moment('until');
    c.moment('usedAt', { null: true });
    c.moment('revokedAt', { null: true });
    c.unique('hash');
    c.index('userId', 'revokedAt');
  });
});
