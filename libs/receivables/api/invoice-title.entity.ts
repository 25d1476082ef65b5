import { RecordTable, Rejected } from '#kernel/api';
import { InvoiceTitle } from '#receivables/model';

/** A title as it is stored. */
@RecordTable({
  indexes: [
    ['deletedKey', 'name', 'id'],
    ['deletedKey', 'kind', 'name', 'id'],
    ['deletedKey', 'taxNumber', 'id'],
    ['deletedKey', 'standard', 'name', 'id'],
    ['customerId', 'deletedKey'],
  ],
})
export class InvoiceTitleEntity extends InvoiceTitle {
  /** Throws Rejected for a company without its tax number. */
  settle(): void {
    if (this.kind === 'company' && !this.taxNumber) throw new Rejected('title-tax-number', undefined, [{ pointer: '/taxNumber', code: 'required' }]);
  }
}
