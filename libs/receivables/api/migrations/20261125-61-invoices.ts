import { migration } from '#kernel/api';

/** Invoices and the titles they are made out to, and how they are numbered. */
export const invoicesTables = migration('20261125-61-invoices', (schema) => {
  schema.createRecordTable('invoice_title', (c) => {
    c.uuid('customerId');
    c.code('kind', 40);
    c.text('name', 200);
    c.text('taxNumber', 20, { null: true });
    c.text('address', 200, { null: true });
    for (const sealed of ['phone', 'bank', 'bankAccount']) c.secret(sealed, { null: true });
    c.flag('standard');
    c.index('deletedKey', 'name', 'id');
    c.index('deletedKey', 'kind', 'name', 'id');
    c.index('deletedKey', 'taxNumber', 'id');
    c.index('deletedKey', 'standard', 'name', 'id');
    c.index('customerId', 'deletedKey');
  });
  schema.createSearch('invoice_title');
  schema.createRecordTable('invoice', (c) => {
    c.text('number', 40);
    c.uuid('contractId');
    c.uuid('customerId');
    c.uuid('titleId', { null: true });
    for (const word of ['kind', 'status', 'approval']) c.code(word, 40);
    c.money('amount');
    c.text('currency', 3);
    c.text('titleName', 200, { null: true });
    c.code('titleKind', 40, { null: true });
    c.text('titleTaxNumber', 20, { null: true });
    c.text('titleAddress', 200, { null: true });
    for (const sealed of ['titlePhone', 'titleBank', 'titleBankAccount']) c.secret(sealed, { null: true });
    c.text('invoiceNumber', 40, { null: true });
    c.day('issuedOn', { null: true });
    c.text('redNumber', 40, { null: true });
    c.day('reversedOn', { null: true });
    c.text('reason', 500, { null: true });
    c.longText('note', { null: true });
    for (const sorted of ['number', 'amount', 'issuedOn']) c.index('deletedKey', sorted, 'id');
    for (const filtered of ['kind', 'status', 'approval', 'invoiceNumber']) c.index('deletedKey', filtered, 'createdAt', 'id');
    c.index('contractId', 'deletedKey', 'status');
    c.index('customerId', 'deletedKey', 'createdAt');
    c.index('titleId', 'deletedKey', 'createdAt');
    c.unique('number', 'deletedKey');
  });
  schema.createLines('invoice', 'lines', (c) => {
    c.text('description', 200);
    c.money('amount');
    c.integer('taxRate', { null: true });
  });
  schema.createSearch('invoice');
  schema.insert('number_rule', [{ id: 'invoice', rule: 'KP-{yyyy}-{00000}' }]);
});
