import { Choice, Currency, Day, InputOf, Lines, LongText, Money, OptionalType, PartialType, RecordOf, RecordView, Ref, Text } from '#kernel/model';
import { APPROVAL_STATES, APPROVAL_TONES, type ApprovalState } from '#approvals/model';
import { METHODS, type Method } from './receivable.model.ts';

/** Money that came in, or a claim that is given up. */
export const PAYMENT_KINDS = ['receipt', 'write-off'] as const;
export type PaymentKind = (typeof PAYMENT_KINDS)[number];

/** What a payment brings to a row of the plan. */
export class Allocation {
  @Ref('receivable', { filter: true }) receivableId!: string;
  @Money({ min: 1 }) amount!: number;
}

/** Money that came in on a contract, or what is written off of it. Once approved it is only reversed, by an entry with the opposite sign. */
@RecordOf({ name: 'payment', path: 'payments', title: 'number', search: ['number', 'payer', 'reference'], order: '-receivedOn', asks: ['unmatched'] })
export class Payment extends RecordView {
  /** By the rule for payments. */
  @Text({ max: 40, sort: true, filter: true, derived: true }) number!: string;
  @Choice(PAYMENT_KINDS, { filter: true, derived: true, tones: { receipt: 'success', 'write-off': 'warning' } }) kind!: PaymentKind;
  /** What it is paid on; empty while nobody knows. */
  @Ref('contract', { optional: true, filter: true }) contractId!: string | null;
  @Ref('customer', { filter: true }) customerId!: string;
  /** Below zero in the entry that reverses another. */
  @Money({ filter: true, sort: true, min: Number.MIN_SAFE_INTEGER }) amount!: number;
  @Currency({ filter: true }) currency!: string;
  @Day({ filter: true, sort: true }) receivedOn!: string;
  @Choice(METHODS, { optional: true, filter: true }) method!: Method | null;
  /** Who it came from, as the bank says it. */
  @Text({ max: 200, optional: true }) payer!: string | null;
  /** The bank's number of it. */
  @Text({ max: 100, optional: true, filter: true }) reference!: string | null;
  @Choice(APPROVAL_STATES, { filter: true, derived: true, tones: APPROVAL_TONES }) approval!: ApprovalState;
  @Lines(Allocation, { max: 120 }) allocations!: Allocation[];
  /** What no row of the plan has: a payment in advance. */
  @Money({ derived: true, sort: true }) unallocated!: number;
  /** The payment it reverses. */
  @Ref('payment', { optional: true, filter: true, derived: true }) reversalOfId!: string | null;
  /** The entry that reversed it. */
  @Ref('payment', { optional: true, filter: true, derived: true }) reversedById!: string | null;
  /** Why it was written off, reversed, or more than was owed. */
  @Text({ max: 500, optional: true }) reason!: string | null;
  @LongText({ optional: true }) note!: string | null;
}

/** On a contract its customer and currency follow from it; without one they are said. Today unless it is said. */
export class NewPayment extends OptionalType(InputOf(Payment, 'ownerId'), 'customerId', 'currency', 'receivedOn') {}
export class PaymentChange extends PartialType(InputOf(Payment)) {}

/** What may still be said of a payment that is approved. */
export const NEVER_FROZEN: readonly string[] = ['payer', 'reference', 'note'];
/** What an approval is about; restored when it is refused. */
export const PAYMENT_CONTENT = ['contractId', 'customerId', 'amount', 'currency', 'receivedOn', 'method', 'payer', 'reference', 'allocations', 'reason', 'note'] as const;

/** Which rows of the plan a payment is for. */
export class Match {
  @Lines(Allocation, { max: 120 }) allocations!: Allocation[];
}
/** Takes a payment back. */
export class Reversal {
  @Text({ max: 500 }) reason!: string;
  /** Today unless it is said. */
  @Day({ optional: true }) receivedOn!: string | null;
}
/** A claim that is given up: on rows of the plan, or on the oldest open ones. */
export class WriteOff {
  @Ref('contract') contractId!: string;
  @Money({ min: 1 }) amount!: number;
  @Text({ max: 500 }) reason!: string;
  @Lines(Allocation, { max: 120 }) allocations!: Allocation[];
}

/** How an approval ended. */
export type Outcome = 'approved' | 'rejected' | 'recalled';
