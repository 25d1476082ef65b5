import { migration } from '#kernel/api';

/** Links by which customers read their quotes, and who answered by one. */
export const quoteLinks = migration('20261125-86-quote-links', (schema) => {
  schema.createTable('quote_link', (c) => {
    c.id();
    c.code('hash', 64);
    c.uuid('quoteId');
    c.integer('revision');
    c.day('expiresOn');
    c.moment('createdAt');
    c.uuid('createdById', { null: true });
    c.moment('withdrawnAt', { null: true });
    c.moment('viewedAt', { null: true });
    c.integer('views');
    c.unique('hash');
    c.index('quoteId', 'createdAt');
  });
  schema.addColumns('quote', (c) => c.text('answeredBy', 100, { null: true }));
});
