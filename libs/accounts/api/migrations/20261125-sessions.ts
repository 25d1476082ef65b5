import { migration } from '#kernel/api';

/** How somebody signed in, how long a session may last at most, and the devices people are known on. */
export const sessionTables = migration('20261125-14-sessions', (schema) => {
  schema.addColumns('session', (c) => {
    c.code('ways', 40, { default: 'password' });
    c.flag('strong', { default: 0 });
    c.flag('remembered', { default: 0 });
    c.moment('provenAt', { null: true });
    c.moment('lastUntil', { null: true });
  });
  schema.addColumns('credential', (c) => c.flag('long', { default: 1 }));
  schema.addColumns('password_token', (c) => {
    c.code('purpose', 10, { default: 'invite' });
    c.code('sealed', 1024, { null: true });
  });
  schema.createTable('known_device', (c) => {
    c.code('hash', 64, { primary: true });
    c.uuid('userId');
    c.moment('usedAt');
    c.index('userId', 'usedAt');
  });
});
