import { migration, type Columns } from '#kernel/api';

const TYPES = [
  ['sale', 'Sale', '销售合同'], ['service', 'Service', '服务合同'], ['maintenance', 'Maintenance', '维保合同'], ['framework', 'Framework', '框架合同'], ['other', 'Other', '其他'],
] as const; // prettier-ignore

export const contractLine = (c: Columns) => {
  c.uuid('productId', { null: true });
  c.text('description', 200, { null: true });
  c.bigint('quantity');
  c.bigint('price');
  c.integer('discount', { null: true });
  c.integer('taxRate', { null: true });
  c.money('net', { null: true });
  c.money('tax', { null: true });
  c.index('productId', 'recordId');
};
export const milestone = (c: Columns) => {
  c.text('name', 200);
  c.day('dueOn', { null: true });
  c.day('doneOn', { null: true });
};

/** Contracts with their lines and milestones, and how they are numbered. */
export const contractsTables = migration('20261125-51-contracts', (schema) => {
  schema.createRecordTable('contract', (c) => {
    c.text('number', 40);
    c.text('name', 200);
    c.uuid('customerId');
    for (const reference of ['contactId', 'opportunityId', 'quoteId', 'predecessorId', 'signedDocumentId']) c.uuid(reference, { null: true });
    c.code('type', 40, { null: true });
    c.code('stage', 40);
    c.code('approval', 40);
    c.integer('revision');
    c.text('currency', 3);
    c.money('amount');
    for (const sum of ['discountAmount', 'net', 'tax']) c.money(sum, { null: true });
    for (const day of ['startsOn', 'endsOn', 'signedOn']) c.day(day, { null: true });
    c.text('signer', 100, { null: true });
    for (const sum of ['received', 'invoiced', 'writtenOff', 'receivable']) c.money(sum);
    c.code('fulfilment', 40);
    c.integer('remindDays', { null: true });
    c.text('reason', 1000, { null: true });
    c.longText('terms', { null: true });
    c.longText('note', { null: true });
    for (const sorted of ['number', 'name', 'amount', 'received', 'receivable', 'startsOn', 'endsOn', 'signedOn']) c.index('deletedKey', sorted, 'id');
    for (const filtered of ['approval', 'type', 'fulfilment']) c.index('deletedKey', filtered, 'createdAt', 'id');
    c.index('deletedKey', 'stage', 'createdAt', 'id', 'ownerId', 'teamId');
    c.index('deletedKey', 'stage', 'endsOn', 'id');
    c.index('deletedKey', 'stage', 'signedOn', 'currency', 'amount', 'received', 'ownerId', 'teamId', 'customerId');
    c.index('deletedKey', 'currency', 'amount', 'received', 'receivable', 'ownerId', 'teamId');
    for (const reference of ['customerId', 'contactId', 'opportunityId', 'quoteId', 'predecessorId']) c.index(reference, 'deletedKey', 'createdAt');
    c.unique('number', 'deletedKey');
  });
  schema.createLines('contract', 'lines', contractLine);
  schema.createLines('contract', 'milestones', milestone);
  schema.createSearch('contract');
  schema.insert('option_item', TYPES.map(([key, en, zh], index) => ({ id: `contract-type.${key}`, setKey: 'contract-type', key, en, zh, tone: 'neutral', position: index + 1 })));
  schema.insert('number_rule', [{ id: 'contract', rule: 'HT-{yyyy}-{0000}' }]);
});
