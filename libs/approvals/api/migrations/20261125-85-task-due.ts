import { migration } from '#kernel/api';

/** When an answer is due, where a step says how long one may take. */
export const taskDue = migration('20261125-85-task-due', (schema) => {
  schema.addColumns('approval_task', (c) => c.moment('dueAt', { null: true }));
  schema.createIndex('approval_task', ['state', 'dueAt']);
});
