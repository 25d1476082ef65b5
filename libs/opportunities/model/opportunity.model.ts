import {
  Choice, Currency, Day, event, Flag, InputOf, Lines, LongText, Moment, Money, Option, OptionalType, PartialType, Percent, Quantity, RecordOf, RecordView, Ref, Text, UnitPrice,
} from '#kernel/model'; // prettier-ignore

export const OPPORTUNITY_STATUSES = ['open', 'won', 'lost', 'invalid'] as const;
const STATUS_TONES = { open: 'info', won: 'success', lost: 'danger', invalid: 'neutral' };
export type OpportunityStatus = (typeof OPPORTUNITY_STATUSES)[number];

/** A product within a deal. */
export class OpportunityLine {
  @Ref('product', { filter: true }) productId!: string;
  @Quantity({ min: 1, max: 100_000_000_000 }) quantity!: number;
  @UnitPrice() price!: number;
  @Percent({ optional: true }) discount!: number | null;
  /** price × quantity × (1 − discount), rounded half up; written by the server. */
  @Money({ optional: true, derived: true }) net!: number | null;
}

/** A possible sale, on its way through the stages of a pipeline. */
@RecordOf({ name: 'opportunity', path: 'opportunities', search: ['name'], asks: ['stale'] })
export class Opportunity extends RecordView {
  @Text({ max: 200, sort: true, filter: true }) name!: string;
  @Ref('customer', { optional: true, filter: true }) customerId!: string | null;
  @Ref('contact', { optional: true, filter: true }) contactId!: string | null;
  @Ref('pipeline', { filter: true }) pipelineId!: string;
  /** The stage; of a closed deal the last one it was open in. */
  @Ref('stage', { filter: true }) stageId!: string;
  @Moment({ derived: true }) stageSince!: string;
  @Choice(OPPORTUNITY_STATUSES, { filter: true, tones: STATUS_TONES }) status!: OpportunityStatus;
  /** With lines their sum, without them entered; null while not priced. */
  @Money({ optional: true, filter: true, sort: true }) amount!: number | null;
  @Currency() currency!: string;
  @Percent() probability!: number;
  /** Whether somebody set the probability; otherwise it follows the stage. */
  @Flag() probabilityManual!: boolean;
  /** round(amount × probability), per deal. */
  @Money({ optional: true, derived: true }) weighted!: number | null;
  @Day({ optional: true, filter: true, sort: true }) expectedCloseOn!: string | null;
  @Day({ filter: true, sort: true }) openedOn!: string;
  @Day({ optional: true, filter: true, sort: true }) closedOn!: string | null;
  @Option('lost-reason', { optional: true, filter: true }) lostReason!: string | null;
  @Text({ max: 1000, optional: true }) closeNote!: string | null;
  @Option('source', { optional: true, filter: true }) source!: string | null;
  @Lines(OpportunityLine) lines!: OpportunityLine[];
  /** Whom it is fought against; of a lost deal whom it was lost to. */
  @Ref('competitor', { optional: true, filter: true }) competitorId!: string | null;
  @LongText({ optional: true }) note!: string | null;
  /** Closed by an import, without the guards of a live close. */
  @Flag({ derived: true }) imported!: boolean;
}

type ByVerb = 'status' | 'closedOn' | 'lostReason' | 'closeNote' | 'stageSince' | 'weighted' | 'imported';
const BY_VERB: ByVerb[] = ['status', 'closedOn', 'lostReason', 'closeNote', 'stageSince', 'weighted', 'imported'];

/** Without a pipeline the first one, without a stage its first, opened today, in the workspace's currency. */
export class NewOpportunity extends OptionalType(
  InputOf(Opportunity, ...BY_VERB), 'pipelineId', 'stageId', 'openedOn', 'currency', 'probability', 'probabilityManual',
) {} // prettier-ignore
/** Stage, outcome and opening day move by verbs, or never. */
export class OpportunityChange extends PartialType(InputOf(Opportunity, ...BY_VERB, 'pipelineId', 'stageId', 'openedOn')) {}

export class Move {
  @Ref('stage') stageId!: string;
}
export class Win {
  @Day({ optional: true }) closedOn!: string | null;
  @Text({ max: 1000, optional: true }) note!: string | null;
}
export class Lose extends Win {
  @Option('lost-reason') reason!: string;
  /** Whom it was lost to; left as it is when it is not told. */
  @Ref('competitor', { optional: true }) competitorId!: string | null;
}

export const OpportunityMoved = event<{ id: string; from: string; to: string }>('opportunity.moved');
export const OpportunityWon = event<{ id: string; customerId: string | null; amount: number | null }>('opportunity.won');
export const OpportunityLost = event<{ id: string; status: 'lost' | 'invalid'; reason: string }>('opportunity.lost');
/** Told before it is done: a live contract refuses it. */
export const OpportunityReopened = event<{ id: string; was: OpportunityStatus }>('opportunity.reopened');
