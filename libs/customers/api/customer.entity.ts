import { RecordTable } from '#kernel/api';
import { Customer } from '#customers/model';

/** A customer as it is stored. */
@RecordTable({
  indexes: [
    ['deletedKey', 'name', 'id'],
    ['deletedKey', 'status', 'createdAt', 'id'],
    ['deletedKey', 'level', 'createdAt', 'id'],
    ['deletedKey', 'industry', 'createdAt', 'id'],
    ['deletedKey', 'source', 'createdAt', 'id'],
    ['deletedKey', 'kind', 'createdAt', 'id'],
    ['deletedKey', 'country', 'city'],
    ['deletedKey', 'city', 'createdAt', 'id'],
    ['deletedKey', 'employees', 'id'],
    ['deletedKey', 'revenue', 'id'],
    ['creditCode'],
    ['parentId', 'deletedKey'],
  ],
})
export class CustomerEntity extends Customer {}
