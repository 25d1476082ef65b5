import { Choice, Integer, Lines, LongText, Percent, Text } from '#kernel/model';

/** The most a role may give away without an approval; it goes before the workspace's. */
export class RoleLimit {
  @Text({ max: 60 }) role!: string;
  @Percent() discount!: number;
}
/** When goods are kept for a quote: never, once the customer accepts, or as soon as it is sent. */
export const RESERVES = ['never', 'accepted', 'sent'] as const;
const LOGO = /^data:image\/(?:png|jpeg);base64,[A-Za-z0-9+/]+={0,2}$/;

/** What quotes start with, what their document says of the house, and when they need an approval. */
export class QuoteSettings {
  /** Discounts above it need an approval before the quote is sent. */
  @Percent() discountLimit!: number;
  @Lines(RoleLimit, { max: 50 }) roleLimits!: RoleLimit[];
  @Integer({ min: 1, max: 365 }) validDays!: number;
  /** When goods are kept softly; where nothing is said, once the customer accepts. */
  @Choice(RESERVES) reserves!: (typeof RESERVES)[number];
  @LongText({ optional: true, max: 4000 }) termsZh!: string | null;
  @LongText({ optional: true, max: 4000 }) termsEn!: string | null;
  @Text({ max: 200, optional: true }) address!: string | null;
  @Text({ max: 60, optional: true }) phone!: string | null;
  @Text({ max: 100, optional: true }) email!: string | null;
  @Text({ max: 100, optional: true }) taxId!: string | null;
  /** Bank and account. */
  @Text({ max: 200, optional: true }) bank!: string | null;
  /** A PNG or JPEG as a data address. */
  @LongText({ max: 40_000, optional: true, rule: { code: 'logo', holds: (text: string) => LOGO.test(text) } }) logo!: string | null;
}
export const QUOTE_DEFAULTS: QuoteSettings = {
  discountLimit: 1500, roleLimits: [], validDays: 30, reserves: 'accepted', termsZh: null, termsEn: null, address: null, phone: null, email: null, taxId: null, bank: null, logo: null,
}; // prettier-ignore
