import { RecordTable, Rejected } from '#kernel/api';
import { PriceBook, PriceEntry } from '#products/model';

/** A price book and the rules that need only itself. */
@RecordTable({ indexes: [['deletedKey', 'name', 'id'], ['deletedKey', 'validFrom', 'id'], ['deletedKey', 'validTo', 'id'], ['deletedKey', 'currency', 'kind', 'active'], ['customerId', 'deletedKey']] })
export class PriceBookEntity extends PriceBook {
  /** Names whom it is for, and nobody else. Throws Rejected. */
  settle(): void {
    const needs = { customer: 'customerId', level: 'level', tier: null, list: null } as const;
    const needed = needs[this.kind];
    if (needed && this[needed] === null) throw new Rejected('price-book-for', undefined, [{ pointer: `/${needed}`, code: 'required' }]);
    if (this.kind !== 'customer') this.customerId = null;
    if (this.kind !== 'level') this.level = null;
    if (this.validFrom && this.validTo && this.validTo < this.validFrom) throw new Rejected('day-order', undefined, [{ pointer: '/validTo', code: 'day-order' }]);
  }
}

/** A price in a book as it is stored. */
@RecordTable({ unique: [['priceBookId', 'productId', 'minQuantity', 'deletedKey']], indexes: [['productId', 'deletedKey', 'priceBookId', 'minQuantity', 'price'], ['priceBookId', 'deletedKey', 'createdAt', 'id']] })
export class PriceEntryEntity extends PriceEntry {}
