import { migration } from '../database/schema.ts';

/** How often each data key has encrypted. */
export const keyUse = migration('20261125-10-key-use', (schema) => {
  schema.addColumns('data_key', (c) => c.bigint('used', { default: 0 }));
});
