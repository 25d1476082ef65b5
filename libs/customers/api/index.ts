import type { Slice } from '#kernel/api';
import { customersWords } from '#customers/model';
import { CustomersModule } from './customers.module.ts';
import { customersTables } from './migrations/20261124-customers.ts';
import { customersSealed } from './migrations/20261125-sealed.ts';
import { customersSearch } from './migrations/20261125-search.ts';

export * from './customer.service.ts';
export * from './customers.module.ts';
export const customers: Slice = { name: 'customers', module: CustomersModule, migrations: [customersTables, customersSealed, customersSearch], words: customersWords };
