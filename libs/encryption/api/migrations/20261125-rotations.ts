import { migration } from '#kernel/api';

const NOW = '2026-11-25 00:00:00.000';

/** Changes of data keys; the first of them encrypts what was stored in clear before there were keys. */
export const rotationTables = migration('20261125-12-rotations', (schema) => {
  schema.createTable('key_rotation', (c) => {
    c.id();
    c.code('purpose', 40);
    c.code('fromKey', 60, { null: true });
    c.code('toKey', 60, { null: true });
    c.code('state', 20);
    c.bigint('done', { default: 0 });
    c.bigint('total', { default: 0 });
    c.bigint('damaged', { default: 0 });
    c.code('cursor', 500, { null: true });
    c.moment('startedAt');
    c.moment('changedAt');
    c.moment('finishedAt', { null: true });
    c.index('state', 'id');
  });
  schema.insert('key_rotation', [{ id: '01940000-0000-7000-8000-000000000001', purpose: 'all', state: 'running', startedAt: NOW, changedAt: NOW }]);
});
