import { RecordTable } from '#kernel/api';
import { priced } from '#products/model';
import { Contract } from '#contracts/model';

/** What a line says that leaves it out. */
const UNSAID = { productId: null, description: null, discount: null, taxRate: null };

/** A contract and the rules that need only itself. */
@RecordTable({
  unique: [['number', 'deletedKey']],
  indexes: [
    ['deletedKey', 'number', 'id'],
    ['deletedKey', 'name', 'id'],
    ['deletedKey', 'amount', 'id'],
    ['deletedKey', 'received', 'id'],
    ['deletedKey', 'receivable', 'id'],
    ['deletedKey', 'startsOn', 'id'],
    ['deletedKey', 'endsOn', 'id'],
    ['deletedKey', 'signedOn', 'id'],
    ['deletedKey', 'approval', 'createdAt', 'id'],
    ['deletedKey', 'type', 'createdAt', 'id'],
    ['deletedKey', 'fulfilment', 'createdAt', 'id'],
    ['deletedKey', 'stage', 'createdAt', 'id', 'ownerId', 'teamId'],
    ['deletedKey', 'stage', 'endsOn', 'id'],
    ['deletedKey', 'stage', 'signedOn', 'currency', 'amount', 'received', 'ownerId', 'teamId', 'customerId'],
    ['deletedKey', 'currency', 'amount', 'received', 'receivable', 'ownerId', 'teamId'],
    ['customerId', 'deletedKey', 'createdAt'],
    ['contactId', 'deletedKey', 'createdAt'],
    ['opportunityId', 'deletedKey', 'createdAt'],
    ['quoteId', 'deletedKey', 'createdAt'],
    ['predecessorId', 'deletedKey', 'createdAt'],
  ],
})
export class ContractEntity extends Contract {
  /** What a contract starts as. */
  begin(): void {
    Object.assign(this, { stage: 'draft', approval: 'none', revision: 1, received: 0, invoiced: 0, writtenOff: 0 });
  }

  /** Puts everything in place that follows from the rest: the lines' sums, what is to come in, how far it is fulfilled. */
  settle(today: string): void {
    const { lines, totals } = priced(this.lines.map((line) => ({ ...UNSAID, ...line })), this.discountAmount ?? 0, this.currency);
    this.lines = lines;
    this.milestones = this.milestones.map((one) => ({ ...one, dueOn: one.dueOn ?? null, doneOn: one.doneOn ?? null }));
    const own = lines.length > 0;
    if (own) this.amount = totals.total;
    [this.net, this.tax] = own ? [totals.net, totals.tax] : [null, null];
    this.receivable = this.stage === 'cancelled' ? 0 : this.amount - this.received - this.writtenOff;
    this.fulfilment = this.fulfilled(today);
  }

  private fulfilled(today: string): Contract['fulfilment'] {
    const open = this.milestones.filter(({ doneOn }) => !doneOn);
    if (this.milestones.length === 0) return 'none';
    if (open.length === 0) return 'fulfilled';
    if (open.some(({ dueOn }) => dueOn && dueOn < today)) return 'lapsed';
    return open.length === this.milestones.length ? 'unfulfilled' : 'partly';
  }
}
