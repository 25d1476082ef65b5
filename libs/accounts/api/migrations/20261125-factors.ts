import { migration } from '#kernel/api';

/** Second factors, and sign-ins that wait for theirs. */
export const factorTables = migration('20261125-15-factors', (schema) => {
  schema.createTable('totp', (c) => {
    c.id('userId');
    c.secret('secret', { null: true });
    c.secret('pending', { null: true });
    c.bigint('lastStep', { default: 0 });
  });
  schema.createTable('recovery_code', (c) => {
    c.id('userId');
    c.integer('position', { primary: true });
    c.code('hash', 255);
    c.moment('usedAt', { null: true });
  });
  schema.createTable('passkey', (c) => {
    c.id();
    c.uuid('userId');
    c.code('credentialHash', 64);
    c.longText('credential');
    c.bigint('counter');
    c.text('name', 100);
    c.moment('createdAt');
    c.moment('usedAt', { null: true });
    c.unique('credentialHash');
    c.index('userId');
  });
  schema.createTable('waiting_sign_in', (c) => {
    c.code('hash', 64, { primary: true });
    c.code('purpose', 20);
    c.uuid('userId', { null: true });
    c.longText('facts');
    c.moment('until');
    c.index('until');
  });
});
