import { migration } from '#kernel/api';

/** Competitors. */
export const competitorsTables = migration('20261125-32-competitors', (schema) => {
  schema.createRecordTable('competitor', (c) => {
    c.text('name', 200);
    c.code('status', 40);
    c.text('website', 500, { null: true });
    c.text('sells', 500, { null: true });
    c.longText('strengths', { null: true });
    c.longText('weaknesses', { null: true });
    c.longText('note', { null: true });
    c.index('deletedKey', 'name', 'id');
    c.index('deletedKey', 'status', 'name', 'id');
  });
  schema.createTexts('competitor', 'tags');
  schema.createSearch('competitor');
});
