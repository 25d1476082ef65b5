import { migration } from '#kernel/api';

/** What currencies were worth, by day. */
export const currencyRates = migration('20261125-43-currency-rates', (schema) => {
  schema.createRecordTable('currency_rate', (c) => {
    c.text('currency', 3);
    c.day('validOn');
    c.bigint('rate');
    c.unique('currency', 'validOn', 'deletedKey');
    c.index('deletedKey', 'currency', 'id');
    c.index('deletedKey', 'validOn', 'id');
  });
});
