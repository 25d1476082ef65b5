import { Choice, LongText, Text } from '#kernel/model';
import type { QuoteLine } from './quote.model.ts';

export const OFFER_ANSWERS = ['accept', 'decline'] as const;

/** The secret of a link by which a customer reads a quote. */
export class OfferToken {
  @Text({ max: 100 }) token!: string;
}
/** What the customer says, and who says it. */
export class OfferAnswer {
  @Text({ max: 100 }) token!: string;
  @Choice(OFFER_ANSWERS) answer!: (typeof OFFER_ANSWERS)[number];
  @Text({ max: 100 }) name!: string;
  @LongText({ max: 800, optional: true }) note!: string | null;
}

/** A row of an offer as the customer reads it. */
export interface OfferLine extends Pick<QuoteLine, 'kind' | 'description' | 'quantity' | 'price' | 'discount' | 'taxRate' | 'optional'> {
  readonly name: string;
  readonly code: string | null;
  readonly unit: string | null;
  /** Before the discount on the whole. */
  readonly net: number;
}
/** An offer as the customer reads it: what its document says, and how it stands. */
export interface Offer {
  readonly number: string;
  readonly name: string;
  readonly revision: number;
  readonly language: 'zh-CN' | 'en';
  readonly status: 'sent' | 'accepted' | 'declined';
  readonly answeredOn: string | null;
  readonly answeredBy: string | null;
  readonly company: string;
  readonly logo: string | null;
  readonly reach: readonly string[];
  readonly customer: string;
  readonly contact: string | null;
  readonly seller: string | null;
  readonly day: string;
  readonly validUntil: string;
  readonly currency: string;
  readonly lines: readonly OfferLine[];
  readonly subtotal: number;
  readonly discountAmount: number;
  readonly net: number;
  readonly tax: number;
  readonly total: number;
  readonly terms: string | null;
}
/** A link of a quote as its seller sees it. */
export interface QuoteLink {
  readonly id: string;
  readonly revision: number;
  readonly createdAt: string;
  readonly expiresOn: string;
  readonly withdrawnAt: string | null;
  readonly viewedAt: string | null;
  readonly views: number;
  /** Whether it still opens the quote. */
  readonly live: boolean;
}
