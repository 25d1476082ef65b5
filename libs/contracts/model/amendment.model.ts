import { Choice, Currency, Day, InputOf, Integer, Lines, LongText, Money, OptionalType, PartialType, RecordOf, RecordView, Ref, Text } from '#kernel/model';
import { APPROVAL_STATES, APPROVAL_TONES, type ApprovalState } from '#approvals/model';
import { ContractLine, Milestone } from './contract.model.ts';

export const AMENDMENT_STATES = ['draft', 'in_force', 'withdrawn'] as const;
const STATE_TONES = { draft: 'neutral', in_force: 'success', withdrawn: 'neutral' };

/** The next version of a signed contract: what it will say once it is approved and its day has come. */
@RecordOf({ name: 'amendment', path: 'amendments', search: ['name'] })
export class Amendment extends RecordView {
  /** What changes, and why. */
  @Text({ max: 200, sort: true, filter: true }) name!: string;
  @Ref('contract', { filter: true }) contractId!: string;
  /** The version it makes. */
  @Integer({ min: 2, derived: true, adds: false }) revision!: number;
  @Choice(AMENDMENT_STATES, { filter: true, derived: true, tones: STATE_TONES }) status!: (typeof AMENDMENT_STATES)[number];
  @Choice(APPROVAL_STATES, { filter: true, derived: true, tones: APPROVAL_TONES }) approval!: ApprovalState;
  @Day({ filter: true, sort: true }) effectiveOn!: string;
  @Currency({ derived: true }) currency!: string;
  @Money({ filter: true, sort: true }) amount!: number;
  @Money({ optional: true }) discountAmount!: number | null;
  @Money({ optional: true, derived: true }) net!: number | null;
  @Money({ optional: true, derived: true }) tax!: number | null;
  @Lines(ContractLine, { max: 500 }) lines!: ContractLine[];
  @Day({ optional: true }) startsOn!: string | null;
  @Day({ optional: true }) endsOn!: string | null;
  @Lines(Milestone, { max: 100 }) milestones!: Milestone[];
  @LongText({ optional: true, max: 100_000 }) terms!: string | null;
  @LongText({ optional: true }) note!: string | null;
}

/** What it does not say stays as it is in the contract. */
export class NewAmendment extends OptionalType(InputOf(Amendment), 'amount', 'effectiveOn') {}
export class AmendmentChange extends PartialType(InputOf(Amendment, 'contractId')) {}

/** What an amendment takes over from its contract, and gives back to it. */
export const AMENDED = ['amount', 'discountAmount', 'lines', 'startsOn', 'endsOn', 'milestones', 'terms'] as const;

/** What a contract said in one of its versions. */
export interface ContractVersion {
  readonly revision: number;
  /** The day it ended; null for the one in force. */
  readonly until: string | null;
  readonly amendmentId: string | null;
  readonly content: Readonly<Record<string, unknown>>;
}
