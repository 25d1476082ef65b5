import { RecordTable, Rejected } from '#kernel/api';
import type { ContractStage } from '#contracts/model';
import { Receivable, type ReceivableChange, type ReceivableStatus } from '#receivables/model';

/** What payments have of a row: brought, given up, or waiting for approval. */
export interface Taken {
  readonly received: number;
  readonly writtenOff: number;
  readonly inApproval: number;
}
export const NOTHING_TAKEN: Taken = { received: 0, writtenOff: 0, inApproval: 0 };
export const sumOf = ({ received, writtenOff, inApproval }: Taken): number => received + writtenOff + inApproval;

const WAITING: readonly ContractStage[] = ['draft', 'awaiting_signature', 'declined'];
const OVER: readonly ContractStage[] = ['cancelled', 'terminated', 'archived'];

/** A row of a plan and the rules that need only itself. */
@RecordTable({
  indexes: [
    ['deletedKey', 'name', 'id'],
    ['deletedKey', 'dueOn', 'id'],
    ['deletedKey', 'amount', 'id'],
    ['deletedKey', 'open', 'id'],
    ['deletedKey', 'currency', 'dueOn', 'id'],
    ['deletedKey', 'method', 'dueOn', 'id'],
    ['deletedKey', 'status', 'dueOn', 'id', 'currency', 'open', 'ownerId', 'teamId'],
    ['deletedKey', 'dueOn', 'status', 'currency', 'amount', 'open', 'ownerId', 'teamId', 'customerId', 'contractId'],
    ['contractId', 'deletedKey', 'dueOn'],
    ['customerId', 'deletedKey', 'status', 'dueOn'],
  ],
})
export class ReceivableEntity extends Receivable {
  /** Takes changes over. Throws Rejected below what payments have of it. */
  edit(changes: Partial<ReceivableChange>, taken: Taken): void {
    Object.assign(this, changes);
    if (this.amount < sumOf(taken)) throw new Rejected('plan-below-received', { amount: sumOf(taken) }, [{ pointer: '/amount', code: 'plan-below-received' }]);
  }

  /** Puts in place what follows from its contract and its payments. */
  settle({ received, writtenOff }: Taken, stage: ContractStage): void {
    Object.assign(this, { received, writtenOff });
    this.status = this.statusAt(stage);
    this.open = this.status === 'void' ? 0 : this.amount - received - writtenOff;
  }

  private statusAt(stage: ContractStage): ReceivableStatus {
    const covered = this.received + this.writtenOff;
    if (covered >= this.amount) return 'done';
    if (OVER.includes(stage)) return 'void';
    if (covered > 0) return 'partly';
    return WAITING.includes(stage) ? 'waiting' : 'pending';
  }
}
