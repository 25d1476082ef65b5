import {
  Choice, Currency, Day, event, InputOf, Integer, Lines, LongText, Money, Option, OptionalType, PartialType, Percent, Quantity, RecordOf, RecordView, Ref, Text, UnitPrice,
} from '#kernel/model'; // prettier-ignore
import { APPROVAL_STATES, APPROVAL_TONES, type ApprovalState } from '#approvals/model';
import { CONTRACT_STAGES, STAGE_TONES, type ContractStage } from './stage.ts';

export const FULFILMENTS = ['none', 'unfulfilled', 'partly', 'fulfilled', 'lapsed'] as const;
export const FULFILMENT_TONES = { none: 'neutral', unfulfilled: 'neutral', partly: 'info', fulfilled: 'success', lapsed: 'danger' };

/** What is sold by a contract. */
export class ContractLine {
  @Ref('product', { optional: true, filter: true }) productId!: string | null;
  /** What it is, when it is no product or more is to be said. */
  @Text({ max: 500, optional: true }) description!: string | null;
  @Quantity({ min: 1, max: 100_000_000_000 }) quantity!: number;
  @UnitPrice() price!: number;
  @Percent({ optional: true }) discount!: number | null;
  @Percent({ optional: true }) taxRate!: number | null;
  /** After its part of the discount on the whole; written by the server. */
  @Money({ optional: true, derived: true }) net!: number | null;
  @Money({ optional: true, derived: true }) tax!: number | null;
}

/** Something that is owed besides money: delivered, installed, accepted. */
export class Milestone {
  @Text({ max: 200 }) name!: string;
  @Day({ optional: true }) dueOn!: string | null;
  /** The day it was done; ticked by its own verb. */
  @Day({ optional: true, derived: true }) doneOn!: string | null;
}

/** What both sides agreed upon: parties, content, amount and time. Approval and stage are two things. */
@RecordOf({ name: 'contract', path: 'contracts', search: ['number', 'name'], asks: ['expiring', 'overdue', 'renewed'] })
export class Contract extends RecordView {
  /** By the rule for contracts, unless one is given. */
  @Text({ max: 40, sort: true, filter: true }) number!: string;
  @Text({ max: 200, sort: true, filter: true }) name!: string;
  @Ref('customer', { filter: true }) customerId!: string;
  @Ref('contact', { optional: true, filter: true }) contactId!: string | null;
  @Ref('opportunity', { optional: true, filter: true }) opportunityId!: string | null;
  /** The accepted quote it was made from. */
  @Ref('quote', { optional: true, filter: true }) quoteId!: string | null;
  /** The contract it renews. */
  @Ref('contract', { optional: true, filter: true, derived: true }) predecessorId!: string | null;
  @Option('contract-type', { optional: true, filter: true }) type!: string | null;
  @Choice(CONTRACT_STAGES, { filter: true, derived: true, tones: STAGE_TONES }) stage!: ContractStage;
  @Choice(APPROVAL_STATES, { filter: true, derived: true, tones: APPROVAL_TONES }) approval!: ApprovalState;
  /** The version that is in force: 1, and one more with each amendment. */
  @Integer({ min: 1, derived: true, adds: false }) revision!: number;
  @Currency({ filter: true }) currency!: string;
  /** With lines their total with tax, without them entered. */
  @Money({ filter: true, sort: true }) amount!: number;
  /** Discount on the whole, spread over the lines. */
  @Money({ optional: true }) discountAmount!: number | null;
  @Money({ optional: true, derived: true }) net!: number | null;
  @Money({ optional: true, derived: true }) tax!: number | null;
  @Lines(ContractLine, { max: 500 }) lines!: ContractLine[];
  @Day({ optional: true, filter: true, sort: true }) startsOn!: string | null;
  @Day({ optional: true, filter: true, sort: true }) endsOn!: string | null;
  @Day({ optional: true, filter: true, sort: true, derived: true }) signedOn!: string | null;
  /** Who signed for the other side. */
  @Text({ max: 100, optional: true, derived: true }) signer!: string | null;
  /** The signed document among those of the contract. */
  @Ref('self', { optional: true, derived: true }) signedDocumentId!: string | null;
  @Money({ derived: true, sort: true }) received!: number;
  @Money({ derived: true }) invoiced!: number;
  @Money({ derived: true }) writtenOff!: number;
  /** amount − received − written off; negative when more came in than was owed. */
  @Money({ derived: true, sort: true, min: Number.MIN_SAFE_INTEGER }) receivable!: number;
  /** invoiced − received: above nothing what is invoiced and not received yet, below it what came in without an invoice. */
  @Money({ optional: true, derived: true, filter: true, sort: true, min: Number.MIN_SAFE_INTEGER }) difference!: number | null;
  @Lines(Milestone, { max: 100 }) milestones!: Milestone[];
  @Choice(FULFILMENTS, { filter: true, derived: true, tones: FULFILMENT_TONES }) fulfilment!: (typeof FULFILMENTS)[number];
  /** Days before the end at which its owner is reminded. */
  @Integer({ min: 0, max: 730, optional: true, adds: false }) remindDays!: number | null;
  /** When that is, and when it was done. */
  @Day({ optional: true, derived: true }) remindOn!: string | null;
  @Day({ optional: true, derived: true }) remindedOn!: string | null;
  /** Why it was declined, terminated or cancelled. */
  @Text({ max: 1000, optional: true, derived: true }) reason!: string | null;
  /** The clauses; words in double braces stand for facts of the contract. */
  @LongText({ optional: true, max: 100_000 }) terms!: string | null;
  @LongText({ optional: true }) note!: string | null;
}

/** Without a number the next one by rule; from a deal or a quote with what these say, unless it is said otherwise. */
export class NewContract extends OptionalType(InputOf(Contract), 'number', 'name', 'customerId', 'currency', 'amount') {}
export class ContractChange extends PartialType(InputOf(Contract, 'opportunityId', 'quoteId')) {}

/** What a new version may change. */
export const CONTENT = ['name', 'customerId', 'contactId', 'type', 'currency', 'amount', 'discountAmount', 'lines', 'startsOn', 'endsOn', 'milestones', 'terms'] as const;
/** Content whose change takes an approval away. */
export const MATERIAL = ['customerId', 'currency', 'amount', 'discountAmount', 'lines', 'startsOn', 'endsOn'] as const;

/** The paper came back signed. */
export class Sign {
  @Text({ max: 100 }) signer!: string;
  /** Today unless it is said. */
  @Day({ optional: true }) signedOn!: string | null;
  /** One of the contract's documents. */
  @Ref('self', { optional: true }) documentId!: string | null;
}
export class WithReason {
  @Text({ max: 1000 }) reason!: string;
}
/** The fields that change at every stage but the last. */
export const NEVER_FROZEN: readonly string[] = ['note', 'remindDays'];

/** A row of the checklist, by its place, and whether it is done. */
export class Tick {
  @Integer({ min: 0, max: 99 }) milestone!: number;
  /** The day it was done; null when it is not. */
  @Day({ optional: true }) doneOn!: string | null;
}

interface Fact {
  readonly id: string;
  readonly customerId: string;
  readonly ownerId: string | null;
}
/** All are told within the unit of work, before it is done: whoever listens may refuse. */
export const ContractSigned = event<Fact>('contract.signed');
export const ContractActivated = event<Fact>('contract.activated');
export const ContractCompleted = event<Fact>('contract.completed');
/** Cancelled or terminated: nothing more is to come of it. */
export const ContractVoided = event<Fact & { readonly stage: ContractStage }>('contract.voided');
export const ContractAmended = event<Fact & { readonly revision: number; readonly amount: number }>('contract.amended');

/** A contract as it is about to be, and what it was; told of every change but bookings. */
export interface ContractState {
  readonly id: string;
  readonly number: string;
  readonly customerId: string;
  readonly ownerId: string | null;
  readonly teamId: string | null;
  readonly stage: ContractStage;
  readonly currency: string;
  readonly amount: number;
  readonly deleted: boolean;
  readonly was: { readonly amount: number; readonly currency: string };
}
export const ContractChanged = event<ContractState>('contract.changed');
