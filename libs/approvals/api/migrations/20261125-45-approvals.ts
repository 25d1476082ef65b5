import { migration } from '#kernel/api';

/** Flows and their versions; what was submitted, who is asked, what was said, and who stands in for whom. */
export const approvalsTables = migration('20261125-45-approvals', (schema) => {
  schema.createTable('approval_flow', (c) => {
    c.id();
    c.code('kind', 40);
    c.text('name', 100);
    c.integer('position');
    c.longText('draft');
    c.integer('published', { null: true });
    c.flag('changed');
    c.integer('version');
    c.moment('updatedAt');
    c.uuid('updatedById', { null: true });
    c.index('kind', 'position', 'id');
  });
  schema.createTable('approval_version', (c) => {
    c.id();
    c.uuid('flowId');
    c.integer('number');
    c.longText('definition');
    c.moment('publishedAt');
    c.uuid('publishedById', { null: true });
    c.unique('flowId', 'number');
  });
  schema.createTable('approval_run', (c) => {
    c.id();
    c.uuid('versionId');
    c.code('kind', 40);
    c.uuid('recordId');
    // Empty while it runs, its own id afterwards: of the running ones there is one per record.
    c.code('runningKey', 36);
    c.code('state', 12);
    c.longText('facts');
    c.longText('snapshot', { null: true });
    c.longText('chosen');
    c.uuid('submitterId', { null: true });
    c.moment('submittedAt');
    c.moment('endedAt', { null: true });
    c.integer('stepIndex');
    c.integer('resumeIndex', { null: true });
    c.flag('touched');
    c.integer('revision');
    c.unique('kind', 'recordId', 'runningKey');
    c.index('kind', 'recordId', 'submittedAt');
    c.index('submitterId', 'submittedAt', 'id');
    c.index('versionId', 'state');
  });
  schema.createTable('approval_task', (c) => {
    c.id();
    c.uuid('runId');
    c.code('stepId', 40);
    c.integer('stepIndex');
    c.uuid('assigneeId');
    c.uuid('forId', { null: true });
    c.code('state', 12);
    c.uuid('waitsForId', { null: true });
    c.code('added', 10, { null: true });
    c.flag('voided');
    c.moment('openedAt', { null: true });
    c.moment('decidedAt', { null: true });
    c.longText('comment', { null: true });
    c.moment('urgedAt', { null: true });
    c.index('runId', 'id');
    c.index('assigneeId', 'state', 'openedAt', 'id');
    c.index('assigneeId', 'decidedAt', 'id');
  });
  schema.createTable('approval_copy', (c) => {
    c.id('runId');
    c.id('userId');
    c.moment('createdAt');
    c.moment('readAt', { null: true });
    c.index('userId', 'createdAt', 'runId');
  });
  schema.createTable('approval_event', (c) => {
    c.id();
    c.uuid('runId');
    c.moment('at');
    c.uuid('actorId', { null: true });
    c.code('action', 20);
    c.code('stepId', 40, { null: true });
    c.uuid('targetId', { null: true });
    c.longText('comment', { null: true });
    c.index('runId', 'id');
  });
  schema.createTable('approval_delegation', (c) => {
    c.id('userId');
    c.uuid('toId');
    c.day('startsOn');
    c.day('endsOn');
    c.moment('createdAt');
  });
});
