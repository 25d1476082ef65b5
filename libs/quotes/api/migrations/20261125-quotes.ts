import { migration, type Columns } from '#kernel/api';

export const quoteLine = (c: Columns) => {
  c.code('kind', 40, { null: true });
  c.uuid('productId', { null: true });
  c.text('description', 500, { null: true });
  c.bigint('quantity');
  c.bigint('price');
  c.code('priceOrigin', 40, { null: true });
  c.bigint('listPrice', { null: true });
  c.integer('discount', { null: true });
  c.integer('taxRate', { null: true });
  c.flag('optional', { null: true });
  c.money('net', { null: true });
  c.money('tax', { null: true });
  c.index('productId', 'recordId');
};

/** Quotes with their lines, the versions they had before, and how they are numbered. */
export const quotesTables = migration('20261125-55-quotes', (schema) => {
  schema.createRecordTable('quote', (c) => {
    c.text('number', 40);
    c.text('name', 200);
    c.uuid('customerId');
    c.uuid('contactId', { null: true });
    c.uuid('opportunityId', { null: true });
    c.code('status', 40);
    c.code('approval', 40);
    c.integer('revision');
    c.text('currency', 3);
    c.money('discountAmount', { null: true });
    c.integer('discountRate');
    for (const sum of ['net', 'tax', 'total']) c.money(sum);
    c.day('validUntil');
    for (const day of ['sentOn', 'answeredOn']) c.day(day, { null: true });
    c.text('answerNote', 1000, { null: true });
    c.code('language', 40);
    c.longText('terms', { null: true });
    c.longText('note', { null: true });
    for (const sorted of ['number', 'name', 'total', 'validUntil', 'sentOn', 'answeredOn']) c.index('deletedKey', sorted, 'id');
    for (const filtered of ['status', 'approval']) c.index('deletedKey', filtered, 'createdAt', 'id');
    c.index('deletedKey', 'status', 'validUntil', 'id');
    for (const reference of ['customerId', 'contactId', 'opportunityId']) c.index(reference, 'deletedKey', 'createdAt');
    c.unique('number', 'deletedKey');
  });
  schema.createLines('quote', 'lines', quoteLine);
  schema.createSearch('quote');
  schema.createTable('quote_version', (c) => {
    c.id('quoteId');
    c.integer('revision', { primary: true });
    c.longText('content');
    c.moment('keptAt');
    c.uuid('keptById', { null: true });
  });
  schema.insert('number_rule', [{ id: 'quote', rule: 'BJ-{yyyy}-{0000}' }]);
});
