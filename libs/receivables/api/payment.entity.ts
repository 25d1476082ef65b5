import { RecordTable, Rejected } from '#kernel/api';
import { NEVER_FROZEN, Payment, PAYMENT_CONTENT, type Allocation, type Outcome, type PaymentChange, type PaymentKind } from '#receivables/model';

export type PaymentContent = Pick<Payment, (typeof PAYMENT_CONTENT)[number]>;

/** A payment and the rules that need only itself. */
@RecordTable({
  unique: [['number', 'deletedKey']],
  indexes: [
    ['deletedKey', 'number', 'id'],
    ['deletedKey', 'amount', 'id'],
    ['deletedKey', 'receivedOn', 'id'],
    ['deletedKey', 'unallocated', 'id'],
    ['deletedKey', 'currency', 'receivedOn', 'id'],
    ['deletedKey', 'method', 'receivedOn', 'id'],
    ['deletedKey', 'reference', 'receivedOn', 'id'],
    ['deletedKey', 'kind', 'receivedOn', 'id'],
    ['deletedKey', 'approval', 'kind', 'receivedOn', 'currency', 'amount', 'ownerId', 'teamId'],
    ['contractId', 'deletedKey', 'approval'],
    ['customerId', 'deletedKey', 'receivedOn'],
    ['reversalOfId', 'deletedKey'],
    ['reversedById', 'deletedKey'],
  ],
})
export class PaymentEntity extends Payment {
  begin(kind: PaymentKind, today: string): void {
    Object.assign(this, { kind, approval: 'none' });
    this.receivedOn ??= today;
    this.settle(today);
  }
  get content(): PaymentContent {
    return structuredClone(Object.fromEntries(PAYMENT_CONTENT.map((name) => [name, this[name]])) as unknown as PaymentContent);
  }
  /** Counts as money of its contract, and is neither taken back nor the entry that takes back. */
  get stands(): boolean {
    return this.approval === 'approved' && !this.reversedById && !this.reversalOfId;
  }

  /** Takes changes over as far as its approval lets it. Throws Rejected. */
  edit(changes: Partial<PaymentChange>, today: string): void {
    this.demandUnlocked();
    const frozen = this.approval === 'approved' ? Object.keys(changes).filter((name) => !NEVER_FROZEN.includes(name)) : [];
    if (frozen.length > 0) throw new Rejected('payment-approved', undefined, frozen.map((name) => ({ pointer: `/${name}`, code: 'payment-approved' })));
    Object.assign(this, changes);
    this.settle(today);
  }
  /** Stands on other rows of the plan than before. */
  match(allocations: readonly Allocation[], today: string): void {
    this.demandUnlocked();
    if (this.approval === 'approved' && !this.stands) throw new Rejected('payment-reversed');
    this.allocations = [...allocations];
    this.settle(today);
  }

  submit(): void {
    this.demandUnlocked();
    if (this.approval === 'approved') throw new Rejected('payment-approved');
    if (!this.contractId) throw new Rejected('payment-unclaimed', undefined, [{ pointer: '/contractId', code: 'required' }]);
    this.approval = 'in_approval';
  }
  /** The decision fell; without consent it is again what it was when it was submitted. */
  decide(outcome: Outcome, snapshot: Partial<PaymentContent>, today: string): void {
    if (this.approval !== 'in_approval') throw new Rejected('payment-not-in-approval');
    if (outcome !== 'approved') Object.assign(this, snapshot);
    this.approval = outcome === 'recalled' ? 'none' : outcome;
    this.settle(today);
  }
  /** Is taken back by another entry. */
  reverse(byId: string): void {
    if (this.approval !== 'approved') throw new Rejected('payment-not-approved');
    if (!this.stands) throw new Rejected('payment-reversed');
    Object.assign(this, { reversedById: byId, allocations: [], unallocated: 0 });
  }
  demandDeletable(): void {
    this.demandUnlocked();
    if (this.approval === 'approved') throw new Rejected('payment-approved');
  }

  private settle(today: string): void {
    if (this.receivedOn > today) throw new Rejected('future-day', undefined, [{ pointer: '/receivedOn', code: 'future-day' }]);
    const allocated = this.allocations.reduce((sum, { amount }) => sum + amount, 0);
    if (!this.reversalOfId && this.amount <= 0) throw new Rejected('payment-empty', undefined, [{ pointer: '/amount', code: 'too-small', params: { limit: 1 } }]);
    if (allocated > Math.max(this.amount, 0)) throw new Rejected('allocated-too-much', undefined, [{ pointer: '/allocations', code: 'allocated-too-much' }]);
    if (new Set(this.allocations.map(({ receivableId }) => receivableId)).size < this.allocations.length) throw new Rejected('allocated-twice', undefined, [{ pointer: '/allocations', code: 'allocated-twice' }]);
    this.unallocated = this.reversalOfId || this.reversedById ? 0 : this.amount - allocated;
  }
  private demandUnlocked(): void {
    if (this.approval === 'in_approval') throw new Rejected('payment-in-approval');
  }
}
