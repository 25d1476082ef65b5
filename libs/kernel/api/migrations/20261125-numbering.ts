import { migration } from '../database/schema.ts';

/** Rules by which documents are numbered, each with the last number it gave. */
export const numberRules = migration('20261125-50-numbering', (schema) => {
  schema.createTable('number_rule', (c) => {
    c.code('id', 40, { primary: true });
    c.code('rule', 40);
    c.code('stretch', 10, { default: '' });
    c.bigint('last', { default: 0 });
  });
});
