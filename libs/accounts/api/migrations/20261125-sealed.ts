import { migration } from '#kernel/api';

/** An e-mail address of a user is encrypted, and belongs to one account. */
export const accountsSealed = migration('20261125-11-accounts-sealed', (schema) => {
  schema.addColumns('user', (c) => c.blind('emailBlind'));
  schema.createIndex('user', ['emailBlind', 'deletedKey'], { unique: true });
});
