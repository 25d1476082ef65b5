import { migration } from '#kernel/api';

/** Phones and e-mails of customers become encrypted. */
export const customersSealed = migration('20261125-11-customers-sealed', (schema) => {
  for (const list of ['phones', 'emails']) schema.sealTexts('customer', list);
});
