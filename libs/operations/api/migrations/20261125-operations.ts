import { migration } from '#kernel/api';

/** What is told now, and what is on its way to those who are told. */
export const operationsTables = migration('20261125-75-operations', (schema) => {
  schema.createTable('alert', (c) => {
    c.code('name', 60, { primary: true });
    c.code('state', 20);
    c.moment('since');
    c.integer('turn', { default: 0 });
    c.longText('facts');
  });
  schema.createTable('alert_notice', (c) => {
    c.id();
    c.code('channel', 20);
    c.code('alert', 60);
    c.code('turned', 20);
    c.longText('facts');
    c.code('state', 20);
    c.integer('attempts', { default: 0 });
    c.moment('nextAt');
    c.moment('createdAt');
    c.moment('sentAt', { null: true });
    c.text('error', 200, { null: true });
    c.index('state', 'nextAt');
    c.index('channel', 'id');
  });
});
