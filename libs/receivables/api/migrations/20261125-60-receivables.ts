import { migration } from '#kernel/api';

/** Plans, payments with what they bring to which row, and how payments are numbered. */
export const receivablesTables = migration('20261125-60-receivables', (schema) => {
  schema.createRecordTable('receivable', (c) => {
    c.text('name', 60);
    c.uuid('contractId');
    c.uuid('customerId');
    c.integer('period');
    c.day('dueOn');
    c.money('amount');
    c.text('currency', 3);
    c.code('method', 40, { null: true });
    c.integer('remindDays', { null: true });
    for (const sum of ['received', 'writtenOff', 'open']) c.money(sum);
    c.code('status', 40);
    c.text('note', 500, { null: true });
    for (const sorted of ['name', 'dueOn', 'amount', 'open']) c.index('deletedKey', sorted, 'id');
    c.index('deletedKey', 'currency', 'dueOn', 'id');
    c.index('deletedKey', 'method', 'dueOn', 'id');
    c.index('deletedKey', 'status', 'dueOn', 'id', 'currency', 'open', 'ownerId', 'teamId');
    c.index('contractId', 'deletedKey', 'dueOn');
    c.index('customerId', 'deletedKey', 'status', 'dueOn');
  });
  schema.createSearch('receivable');
  schema.createRecordTable('payment', (c) => {
    c.text('number', 40);
    c.code('kind', 40);
    c.uuid('contractId', { null: true });
    c.uuid('customerId');
    c.money('amount');
    c.text('currency', 3);
    c.day('receivedOn');
    c.code('method', 40, { null: true });
    c.text('payer', 200, { null: true });
    c.text('reference', 100, { null: true });
    c.code('approval', 40);
    c.money('unallocated');
    for (const reference of ['reversalOfId', 'reversedById']) c.uuid(reference, { null: true });
    c.text('reason', 500, { null: true });
    c.longText('note', { null: true });
    for (const sorted of ['number', 'amount', 'receivedOn', 'unallocated']) c.index('deletedKey', sorted, 'id');
    for (const filtered of ['currency', 'method', 'reference', 'kind']) c.index('deletedKey', filtered, 'receivedOn', 'id');
    c.index('deletedKey', 'approval', 'kind', 'receivedOn', 'currency', 'amount', 'ownerId', 'teamId');
    c.index('contractId', 'deletedKey', 'approval');
    c.index('customerId', 'deletedKey', 'receivedOn');
    for (const reference of ['reversalOfId', 'reversedById']) c.index(reference, 'deletedKey');
    c.unique('number', 'deletedKey');
  });
  schema.createLines('payment', 'allocations', (c) => {
    c.uuid('receivableId');
    c.money('amount');
    c.index('receivableId', 'recordId');
  });
  schema.createSearch('payment');
  schema.insert('number_rule', [{ id: 'payment', rule: 'SK-{yyyy}-{00000}' }]);
});
