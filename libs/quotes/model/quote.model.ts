import {
  Choice, Currency, Day, Email, event, Flag, InputOf, Integer, Lines, LongText, Money, OptionalType, PartialType, Percent, Quantity, RecordOf, RecordView, Ref, Text, UnitPrice,
} from '#kernel/model'; // prettier-ignore
import { APPROVAL_STATES, APPROVAL_TONES, type ApprovalState } from '#approvals/model';
import { PRICE_ORIGINS, ROW_KINDS } from '#products/model';
import { QUOTE_STATUSES, STATUS_TONES, type QuoteStatus } from './status.ts';

export const LINE_ORIGINS = [...PRICE_ORIGINS, 'manual'] as const;
export const QUOTE_LANGUAGES = ['zh-CN', 'en'] as const;

/** A row of a quote: a product, something else that is sold, or the heading of the rows below it. */
export class QuoteLine {
  /** An item unless it is said. */
  @Choice(ROW_KINDS, { optional: true }) kind!: (typeof ROW_KINDS)[number] | null;
  @Ref('product', { optional: true, filter: true }) productId!: string | null;
  /** What it is, when it is no product or more is to be said. */
  @Text({ max: 500, optional: true }) description!: string | null;
  @Quantity({ max: 100_000_000_000 }) quantity!: number;
  @UnitPrice() price!: number;
  /** Where the price comes from, and what it would have been; written by the server. */
  @Choice(LINE_ORIGINS, { optional: true, derived: true }) priceOrigin!: (typeof LINE_ORIGINS)[number] | null;
  @UnitPrice({ optional: true, derived: true }) listPrice!: number | null;
  @Percent({ optional: true }) discount!: number | null;
  @Percent({ optional: true }) taxRate!: number | null;
  /** Offered beside the rest; not in the total. */
  @Flag({ optional: true }) optional!: boolean | null;
  /** After its part of the discount on the whole; written by the server. */
  @Money({ optional: true, derived: true }) net!: number | null;
  @Money({ optional: true, derived: true }) tax!: number | null;
}

/** What we offer a customer: what, for how much, until when. */
@RecordOf({ name: 'quote', path: 'quotes', search: ['number', 'name'] })
export class Quote extends RecordView {
  /** By the rule for quotes, unless one is given. */
  @Text({ max: 40, sort: true, filter: true }) number!: string;
  @Text({ max: 200, sort: true, filter: true }) name!: string;
  @Ref('customer', { filter: true }) customerId!: string;
  @Ref('contact', { optional: true, filter: true }) contactId!: string | null;
  @Ref('opportunity', { optional: true, filter: true }) opportunityId!: string | null;
  @Choice(QUOTE_STATUSES, { filter: true, derived: true, tones: STATUS_TONES }) status!: QuoteStatus;
  /** What the house said to this version. */
  @Choice(APPROVAL_STATES, { filter: true, derived: true, tones: APPROVAL_TONES }) approval!: ApprovalState;
  /** The version this is: 1, and one more with each change of what was approved or sent. */
  @Integer({ min: 1, derived: true, adds: false }) revision!: number;
  @Currency() currency!: string;
  @Lines(QuoteLine, { max: 500 }) lines!: QuoteLine[];
  /** Discount on the whole, spread over the lines. */
  @Money({ optional: true }) discountAmount!: number | null;
  /** How much less than listed it costs. */
  @Percent({ derived: true }) discountRate!: number;
  @Money({ derived: true }) net!: number;
  @Money({ derived: true }) tax!: number;
  @Money({ derived: true, filter: true, sort: true }) total!: number;
  @Day({ filter: true, sort: true }) validUntil!: string;
  @Day({ optional: true, derived: true, filter: true, sort: true }) sentOn!: string | null;
  /** When the customer accepted or declined, and what they said. */
  @Day({ optional: true, derived: true, filter: true, sort: true }) answeredOn!: string | null;
  @Text({ max: 1000, optional: true, derived: true }) answerNote!: string | null;
  /** Who answered by the link that was sent to the customer. */
  @Text({ max: 100, optional: true, derived: true }) answeredBy!: string | null;
  /** What its document is written in. */
  @Choice(QUOTE_LANGUAGES) language!: (typeof QUOTE_LANGUAGES)[number];
  @LongText({ optional: true }) terms!: string | null;
  /** Not in the document. */
  @LongText({ optional: true }) note!: string | null;
}

type Asked = 'number' | 'name' | 'customerId' | 'currency' | 'validUntil' | 'language';
const ASKED: Asked[] = ['number', 'name', 'customerId', 'currency', 'validUntil', 'language'];
/** Without a number the next one by rule; from a deal with what this says, unless it is said otherwise. */
export class NewQuote extends OptionalType(InputOf(Quote), ...ASKED) {}
export class QuoteChange extends PartialType(InputOf(Quote, 'opportunityId')) {}

/** What the customer reads: a change of it makes a new version of what was approved or sent. */
export const CONTENT = ['name', 'customerId', 'contactId', 'currency', 'lines', 'discountAmount', 'validUntil', 'language', 'terms'] as const;

/** To be mailed with its document; without an address it is marked as sent alone. */
export class Sending {
  @Email({ optional: true }) to!: string | null;
  /** What stands above the quote in the mail. */
  @LongText({ max: 2000, optional: true }) message!: string | null;
}
/** What the customer said, on which day; today unless it is said. */
export class Answer {
  @Day({ optional: true }) on!: string | null;
  @Text({ max: 1000, optional: true }) note!: string | null;
}

/** Whether prices stay although the price books say something else by now. */
export class Reprice {
  @Flag() keep!: boolean;
}

interface Fact {
  readonly id: string;
  readonly customerId: string;
  readonly opportunityId: string | null;
  readonly ownerId: string | null;
}
/** Told within the unit of work, before they are done: whoever listens may refuse. */
export const QuoteSent = event<Fact>('quote.sent');
export const QuoteAccepted = event<Fact>('quote.accepted');
/** Declined or expired: nothing more is to come of this version. */
export const QuoteEnded = event<Fact & { readonly status: QuoteStatus }>('quote.ended');
export const QuoteRevised = event<Fact & { readonly revision: number }>('quote.revised');
