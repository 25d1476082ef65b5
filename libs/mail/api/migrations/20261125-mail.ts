import { migration } from '#kernel/api';

/** Mails on their way out; whom they go to and what they say is sealed, and gone once they have left. */
export const mailTables = migration('20261125-16-mail', (schema) => {
  schema.createTable('mail_message', (c) => {
    c.id();
    c.code('state', 10);
    c.longText('sealed', { null: true });
    c.integer('attempts');
    c.moment('nextAt');
    c.moment('createdAt');
    c.moment('sentAt', { null: true });
    c.text('error', 200, { null: true });
    c.index('state', 'nextAt');
  });
});
