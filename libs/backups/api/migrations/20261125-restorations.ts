import { migration } from '#kernel/api';

export const restorationTables = migration('20261125-70-restorations', (schema) => {
  schema.createTable('restoration', (c) => {
    c.id();
    c.code('kind', 20);
    c.code('backup', 40);
    c.uuid('targetId', { null: true });
    c.code('state', 20);
    c.code('cause', 20);
    c.moment('startedAt');
    c.moment('finishedAt', { null: true });
    c.code('step', 20, { null: true });
    c.bigint('done', { default: 0 });
    c.bigint('total', { default: 0 });
    c.longText('checks', { null: true });
    c.longText('fault', { null: true });
    c.moment('until', { null: true });
    c.code('place', 200, { null: true });
    c.uuid('userId', { null: true });
    c.index('kind', 'startedAt');
    c.index('state');
  });
});
export const logTables = migration('20261125-71-backup-logs', (schema) => {
  schema.createTable('backup_log', (c) => {
    c.id();
    c.code('server', 64);
    c.code('file', 120);
    c.uuid('targetId');
    c.moment('from');
    c.moment('to');
    c.bigint('bytes');
    c.code('sha256', 64);
    c.unique('server', 'file', 'targetId');
    c.index('to');
  });
});
