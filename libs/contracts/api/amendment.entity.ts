import { RecordTable, Rejected } from '#kernel/api';
import { Amendment, AMENDED, type AmendmentChange } from '#contracts/model';
import type { ContractEntity } from './contract.entity.ts';
import { settleWorth } from './worth.ts';

type Content = Pick<Amendment, (typeof AMENDED)[number]>;

/** An amendment and the rules that need only itself. */
@RecordTable({
  indexes: [
    ['deletedKey', 'name', 'id'],
    ['deletedKey', 'effectiveOn', 'id'],
    ['deletedKey', 'amount', 'id'],
    ['deletedKey', 'status', 'effectiveOn', 'id'],
    ['deletedKey', 'approval', 'effectiveOn', 'id'],
    ['contractId', 'deletedKey', 'createdAt'],
  ],
})
export class AmendmentEntity extends Amendment {
  /** Starts as what the contract says, but for what it says itself. */
  begin(contract: ContractEntity, said: Partial<Content>, today: string): void {
    Object.assign(this, { status: 'draft', approval: 'none', revision: contract.revision + 1, currency: contract.currency, effectiveOn: this.effectiveOn ?? today, amount: contract.amount });
    for (const name of AMENDED) Object.assign(this, { [name]: structuredClone(name in said ? said[name] : contract[name]) });
    settleWorth(this, said.amount);
  }

  get content(): Content {
    return structuredClone(Object.fromEntries(AMENDED.map((name) => [name, this[name]])) as unknown as Content);
  }

  /** Throws Rejected while it waits for approval, and once it is in force. */
  edit(changes: Partial<AmendmentChange>): void {
    this.demandOpen();
    const before = JSON.stringify([this.content, this.effectiveOn]);
    Object.assign(this, changes);
    settleWorth(this, changes.amount);
    if (this.approval === 'approved' && JSON.stringify([this.content, this.effectiveOn]) !== before) this.approval = 'none';
  }
  submit(): void {
    this.demandOpen();
    if (this.approval === 'approved') throw new Rejected('contract-approved');
    this.approval = 'in_approval';
  }
  decide(outcome: 'approved' | 'rejected' | 'recalled', snapshot: Partial<Content>): void {
    if (this.approval !== 'in_approval') throw new Rejected('contract-not-in-approval');
    if (outcome !== 'approved') Object.assign(this, snapshot);
    this.approval = outcome === 'recalled' ? 'none' : outcome;
    settleWorth(this);
  }
  /** Nothing comes of it. */
  withdraw(): void {
    this.demandOpen();
    this.status = 'withdrawn';
  }
  /** Its day has come. */
  enter(): void {
    if (this.status !== 'draft' || this.approval !== 'approved') throw new Rejected('contract-not-approved');
    this.status = 'in_force';
  }

  demandOpen(): void {
    if (this.approval === 'in_approval') throw new Rejected('contract-in-approval');
    if (this.status !== 'draft') throw new Rejected('amendment-closed');
  }
}
