import { migration } from '#kernel/api';

/** Stages that nothing enters any more, and the way to the deals that stayed too long in theirs. */
export const retiredStages = migration('20261125-06-retired-stages', (schema) => {
  schema.addColumns('stage', (c) => c.flag('retired', { null: true }));
  schema.createIndex('opportunity', ['deletedKey', 'status', 'stageId', 'stageSince', 'id']);
});
