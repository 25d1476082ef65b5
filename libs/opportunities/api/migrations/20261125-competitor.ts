import { migration } from '#kernel/api';

/** Whom a deal is fought against. */
export const opportunityCompetitor = migration('20261125-32-opportunity-competitor', (schema) => {
  schema.addColumns('opportunity', (c) => c.uuid('competitorId', { null: true }));
  schema.createIndex('opportunity', ['competitorId', 'deletedKey', 'createdAt']);
});
