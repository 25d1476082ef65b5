import { migration } from '#kernel/api';
import { contractLine, milestone } from './20261125-contracts.ts';

/** The next versions of contracts, the versions they had, and the clauses they start with. */
export const amendmentTables = migration('20261125-52-amendments', (schema) => {
  schema.createRecordTable('amendment', (c) => {
    c.text('name', 200);
    c.uuid('contractId');
    c.integer('revision');
    c.code('status', 40);
    c.code('approval', 40);
    c.day('effectiveOn');
    c.text('currency', 3);
    c.money('amount');
    for (const sum of ['discountAmount', 'net', 'tax']) c.money(sum, { null: true });
    for (const day of ['startsOn', 'endsOn']) c.day(day, { null: true });
    c.longText('terms', { null: true });
    c.longText('note', { null: true });
    for (const sorted of ['name', 'effectiveOn', 'amount']) c.index('deletedKey', sorted, 'id');
    for (const filtered of ['status', 'approval']) c.index('deletedKey', filtered, 'effectiveOn', 'id');
    c.index('contractId', 'deletedKey', 'createdAt');
  });
  schema.createLines('amendment', 'lines', contractLine);
  schema.createLines('amendment', 'milestones', milestone);
  schema.createSearch('amendment');
  schema.createTable('contract_version', (c) => {
    c.id('contractId');
    c.integer('revision', { primary: true });
    c.day('until');
    c.uuid('amendmentId', { null: true });
    c.longText('content');
  });
  schema.createRecordTable('contract_template', (c) => {
    c.text('name', 100);
    c.code('type', 40, { null: true });
    c.flag('active');
    c.longText('terms');
    c.index('deletedKey', 'name', 'id');
  });
});
