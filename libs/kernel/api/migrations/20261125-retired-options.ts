import { migration } from '../database/schema.ts';

/** Options that are no longer offered, and still say what old records mean. */
export const retiredOptions = migration('20261125-05-retired-options', (schema) => {
  schema.addColumns('option_item', (c) => c.flag('retired', { default: 0 }));
});
