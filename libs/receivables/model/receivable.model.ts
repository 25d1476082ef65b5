import { Choice, Currency, Day, event, InputOf, Integer, Lines, Money, OptionalType, PartialType, RecordOf, RecordView, Ref, Text } from '#kernel/model';

/** How money comes in. */
export const METHODS = ['wire', 'cheque', 'cash', 'online', 'alipay', 'wechat', 'other'] as const;
export type Method = (typeof METHODS)[number];

/** Waiting for the contract to take effect, then as much as came in of it; void with the contract. */
export const RECEIVABLE_STATUSES = ['waiting', 'pending', 'partly', 'done', 'void'] as const;
export type ReceivableStatus = (typeof RECEIVABLE_STATUSES)[number];
const TONES = { waiting: 'neutral', pending: 'info', partly: 'warning', done: 'success', void: 'neutral' };
/** Statuses in which something is still to come in. */
export const OUTSTANDING: readonly ReceivableStatus[] = ['pending', 'partly'];

/** A row of a contract's plan: what is to come in, and when. Amounts are in the contract's currency. */
@RecordOf({ name: 'receivable', path: 'receivables', search: ['name', 'note'], order: 'dueOn' })
export class Receivable extends RecordView {
  /** The contract's number and the period. */
  @Text({ max: 60, sort: true, filter: true, derived: true }) name!: string;
  @Ref('contract', { filter: true }) contractId!: string;
  @Ref('customer', { filter: true, derived: true }) customerId!: string;
  @Integer({ min: 1, max: 1000, adds: false }) period!: number;
  @Day({ filter: true, sort: true }) dueOn!: string;
  @Money({ min: 1, filter: true, sort: true }) amount!: number;
  @Currency({ filter: true, derived: true }) currency!: string;
  @Choice(METHODS, { optional: true, filter: true }) method!: Method | null;
  /** Days before it is due at which its owner is reminded. */
  @Integer({ min: 0, max: 365, optional: true, adds: false }) remindDays!: number | null;
  /** What approved payments brought of it. */
  @Money({ derived: true }) received!: number;
  @Money({ derived: true }) writtenOff!: number;
  /** amount − received − written off; nothing once it is void. */
  @Money({ derived: true, sort: true }) open!: number;
  @Choice(RECEIVABLE_STATUSES, { filter: true, derived: true, tones: TONES }) status!: ReceivableStatus;
  @Text({ max: 500, optional: true }) note!: string | null;
}

/** Without a period the next one. */
export class NewReceivable extends OptionalType(InputOf(Receivable, 'ownerId'), 'period') {}
/** A row stays with its contract. */
export class ReceivableChange extends PartialType(InputOf(Receivable, 'contractId')) {}

/** A row as the plan of a contract is written: an existing one, or a new one. */
export class PlanRow {
  @Ref('self', { optional: true }) id!: string | null;
  @Day() dueOn!: string;
  @Money({ min: 1 }) amount!: number;
  @Choice(METHODS, { optional: true }) method!: Method | null;
  @Integer({ min: 0, max: 365, optional: true }) remindDays!: number | null;
}
/** The whole plan of a contract. */
export class Plan {
  @Lines(PlanRow, { max: 120 }) rows!: PlanRow[];
}

/** Told within the unit of work: a row is no longer part of a plan. */
export const ReceivableRemoved = event<{ id: string }>('receivable.removed');
