import { migration, type Columns } from '#kernel/api';

const sums = (c: Columns) => {
  c.uuid('stageId');
  c.code('status', 20);
  c.code('month', 7);
  c.code('currency', 3);
  c.uuid('ownerId', { null: true });
  c.uuid('teamId', { null: true });
  for (const sum of ['count', 'amount', 'weighted']) c.bigint(sum);
};

/** What all deals add up to, and what changes have added since. */
export const dealSumTables = migration('20261125-30-deal-sums', (schema) => {
  schema.createTable('deal_sum', (c) => {
    c.code('key', 191, { primary: true });
    sums(c);
  });
  schema.createTable('deal_delta', (c) => {
    c.id();
    sums(c);
  });
});
