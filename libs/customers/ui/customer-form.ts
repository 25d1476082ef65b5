import { Customer, CustomerChange, NewCustomer } from '#customers/model';
import { type FormLayout } from '#workbench/ui';

export const CUSTOMER_FORM: FormLayout<Customer> = {
  of: Customer, create: NewCustomer, change: CustomerChange,
  start: { kind: 'company', status: 'potential' },
  wide: ['name', 'address'],
  groups: [
    { key: 'customer.group.main', fields: ['name', 'kind', 'status', 'level', 'industry', 'source', 'tags'] },
    { key: 'customer.group.reach', fields: ['phones', 'emails', 'website'] },
    { key: 'customer.group.place', fields: ['country', 'province', 'city', 'district', 'address'] },
    { key: 'customer.group.company', fields: ['shortName', 'creditCode', 'employees', 'revenue', 'foundedYear', 'parentId'] },
    { key: 'customer.group.more', fields: ['note'] },
  ],
}; // prettier-ignore
