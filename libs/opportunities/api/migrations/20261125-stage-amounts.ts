import { migration } from '#kernel/api';

/** Deals of a stage within a range of amounts: counted and paged from the index alone. */
export const stageAmounts = migration('20261125-28-stage-amounts', (schema) => {
  schema.createIndex('opportunity', ['deletedKey', 'stageId', 'createdAt', 'id', 'amount', 'ownerId', 'teamId']);
  schema.dropIndex('opportunity', ['deletedKey', 'stageId', 'createdAt', 'id']);
});
