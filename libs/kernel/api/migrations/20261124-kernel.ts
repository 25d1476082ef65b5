import { migration } from '../database/schema.ts';

/** The kernel's own tables: leases, events on their way, jobs, audit, option sets. */
export const kernelTables = migration('20261124-00-kernel', (schema) => {
  schema.createTable('lease', (c) => {
    c.code('name', 60, { primary: true });
    c.uuid('holder');
    c.bigint('fence');
    c.moment('until');
  });
  schema.createTable('outbox', (c) => {
    c.id();
    c.code('name', 80);
    c.code('consumer', 80);
    c.code('recordKind', 40, { null: true });
    c.uuid('recordId', { null: true });
    c.longText('payload');
    c.moment('createdAt');
    c.moment('deliveredAt', { null: true });
    c.moment('nextAt');
    c.integer('attempts', { default: 0 });
    c.bigint('fence', { default: 0 });
    c.moment('claimedUntil', { null: true });
    c.index('deliveredAt', 'nextAt');
    c.index('recordId', 'consumer', 'deliveredAt');
  });
  schema.createTable('job', (c) => {
    c.id();
    c.code('kind', 60);
    c.code('state', 20);
    c.longText('payload');
    c.integer('progress', { default: 0 });
    c.integer('total', { default: 0 });
    c.text('error', 1000, { null: true });
    c.integer('attempts', { default: 0 });
    c.bigint('fence', { default: 0 });
    c.moment('until');
    c.uuid('userId', { null: true });
    c.moment('createdAt');
    c.moment('finishedAt', { null: true });
    c.index('state', 'until');
  });
  schema.createTable('audit', (c) => {
    c.id();
    c.moment('at');
    c.uuid('actorId', { null: true });
    c.code('action', 80);
    c.code('requestId', 64, { null: true });
    c.code('address', 64, { null: true });
    c.code('prev', 64, { null: true });
    c.code('mac', 64, { null: true });
    c.index('at');
  });
  schema.createTable('audit_change', (c) => {
    c.id();
    c.uuid('auditId');
    c.code('recordKind', 40);
    c.uuid('recordId');
    c.code('field', 60);
    c.longText('oldValue', { null: true });
    c.longText('newValue', { null: true });
    c.index('recordKind', 'recordId', 'auditId');
  });
  schema.createTable('option_item', (c) => {
    c.code('id', 100, { primary: true });
    c.code('setKey', 40);
    c.code('key', 40);
    c.text('en', 100);
    c.text('zh', 100);
    c.code('tone', 20, { default: 'neutral' });
    c.integer('position', { default: 0 });
    c.unique('setKey', 'key');
  });
});
