import { migration } from '#kernel/api';

export const backupTables = migration('20261125-65-backups', (schema) => {
  schema.createTable('backup', (c) => {
    c.id();
    c.code('name', 40);
    c.code('state', 20);
    c.code('cause', 20);
    c.code('engine', 20);
    c.code('migration', 120);
    c.moment('startedAt');
    c.moment('finishedAt', { null: true });
    c.code('phase', 20);
    c.bigint('done', { default: 0 });
    c.bigint('total', { default: 0 });
    c.bigint('bytes', { default: 0 });
    c.bigint('plainBytes', { default: 0 });
    c.bigint('rowCount', { default: 0 });
    c.integer('files', { default: 0 });
    c.bigint('fileBytes', { default: 0 });
    c.longText('fault', { null: true });
    c.moment('checkedAt', { null: true });
    c.moment('verifiedAt', { null: true });
    c.moment('removedAt', { null: true });
    c.uuid('userId', { null: true });
    c.integer('fence', { default: 0 });
    c.unique('name');
    c.index('state', 'startedAt');
    c.index('startedAt');
  });
  schema.createTable('backup_copy', (c) => {
    c.id('backupId');
    c.id('targetId');
    c.code('state', 20);
    c.longText('fault', { null: true });
    c.moment('changedAt');
    c.index('targetId', 'state');
  });
  schema.createTable('backup_target', (c) => {
    c.id();
    c.text('name', 100);
    c.code('kind', 20);
    c.flag('enabled');
    c.longText('place');
    c.longText('secret', { null: true });
    c.code('sealedTo', 64, { null: true });
    c.moment('createdAt');
    c.moment('seenAt', { null: true });
    c.bigint('freeBytes', { null: true });
    c.longText('fault', { null: true });
  });
  schema.createTable('backup_key', (c) => {
    c.id();
    c.code('kind', 20);
    c.text('name', 100);
    c.code('publicText', 400);
    c.code('fingerprint', 64);
    c.longText('secret', { null: true });
    c.moment('createdAt');
    c.moment('retiredAt', { null: true });
    c.index('kind', 'retiredAt');
  });
  schema.createTable('backup_file', (c) => {
    c.code('name', 64, { primary: true });
    c.bigint('size');
    c.bigint('modified');
    c.code('sha256', 64);
  });
  schema.createTable('backup_schedule', (c) => {
    c.id();
    c.code('kind', 20);
    c.code('cron', 100);
    c.code('zone', 60);
    c.flag('enabled');
    c.moment('since');
    c.index('kind');
  });
  schema.createTable('backup_slot', (c) => {
    c.id('scheduleId');
    c.code('slot', 24, { primary: true });
    c.moment('takenAt');
  });
});
