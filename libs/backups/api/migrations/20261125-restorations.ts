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
/** A drill each week, early on Sunday, unless somebody says otherwise. */
export const drillSchedule = migration('20261125-71-drill-schedule', (schema) => {
  schema.insert('backup_schedule', [{ id: '019f0000-0000-7000-8000-00000000d411', kind: 'drill', cron: '30 3 * * 0', zone: '', enabled: 1, since: '2026-11-25 00:00:00.000' }]);
});
