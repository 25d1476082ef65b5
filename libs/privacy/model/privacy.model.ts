import { Choice, Day, Integer, Text, Texts } from '#kernel/model';

export const ERASE_REASONS = ['request', 'withdrawn', 'no-longer-needed', 'unlawful', 'other'] as const;
export type EraseReason = (typeof ERASE_REASONS)[number];
export const PRIVACY_ACTIONS = ['look', 'export', 'erase'] as const;
export type PrivacyAction = (typeof PRIVACY_ACTIONS)[number];
export const PRIVACY_STATES = ['running', 'done', 'failed'] as const;

/** What a person is looked for by; at least one of them. */
export class PersonSearch {
  @Text({ max: 191, optional: true }) email!: string | null;
  /** A whole number, or its last four digits. */
  @Text({ max: 40, optional: true }) phone!: string | null;
  @Text({ max: 18, optional: true }) creditCode!: string | null;
  @Text({ max: 200, optional: true }) name!: string | null;
  /** Narrows a name down to the people of a customer. */
  @Text({ max: 200, optional: true }) customer!: string | null;
}

/** Something to be done about a person: the records they are, and what else they are known by. */
export class NewPrivacyRequest {
  @Choice(PRIVACY_ACTIONS) action!: PrivacyAction;
  /** 'contact/0192…', as the search answered. */
  @Texts('text', { max: 90 }) records!: string[];
  @Text({ max: 191, optional: true }) email!: string | null;
  @Text({ max: 40, optional: true }) phone!: string | null;
  /** erase: why. */
  @Choice(ERASE_REASONS, { optional: true }) reason!: EraseReason | null;
  /** erase: the number of the case elsewhere; nothing that tells of anybody. */
  @Text({ max: 60, optional: true }) reference!: string | null;
  /** erase: the name of the first record, or without records what was asked for, typed by hand. */
  @Text({ max: 200, optional: true }) confirm!: string | null;
}
/** A record that is not to be erased before a day. */
export class NewHold {
  @Text({ max: 90 }) record!: string;
  @Text({ max: 300 }) reason!: string;
  @Day() until!: string;
}
/** After how many days the rows and files of finished imports go. */
export class ImportDays {
  @Integer({ min: 8, max: 3650 }) days!: number;
}

/** A record that is, or may be, the person. */
export interface PersonRecord {
  readonly kind: string;
  readonly id: string;
  readonly name: string;
  /** The fields by which it was found. */
  readonly by: readonly string[];
  readonly phones: readonly string[];
  readonly emails: readonly string[];
  readonly customer: string | null;
  readonly deleted: boolean;
  /** Why it cannot be erased: 'privacy-company', 'privacy-active', 'privacy-held', 'privacy-erased'; null when it can. */
  readonly refusal: string | null;
  readonly createdAt: string;
}
export interface HeldRecord extends PersonRecord {
  /** What it holds of the person, by the names of its fields. */
  readonly fields: readonly string[];
  /** Records that point at it, and keep doing so. */
  readonly links: readonly { readonly kind: string; readonly n: number }[];
  /** Entries of the audit with values of it. */
  readonly changes: number;
}
/** What is held, or was erased. */
export interface PrivacyReport {
  readonly records: readonly HeldRecord[];
  /** Beside the records: rows of imports, files, kept answers, saved views; how many of each. */
  readonly places: readonly { readonly place: string; readonly n: number }[];
  /** Free texts of other records that mention the person: they stay, to be put right by hand. */
  readonly mentions: readonly { readonly kind: string; readonly id: string; readonly name: string }[];
}
export interface PrivacyRequest {
  readonly id: string;
  readonly action: PrivacyAction;
  readonly state: (typeof PRIVACY_STATES)[number];
  readonly code: string | null;
  readonly report: PrivacyReport | null;
  readonly createdAt: string;
}
export interface HoldView {
  readonly id: string;
  readonly kind: string;
  readonly recordId: string;
  readonly name: string;
  readonly reason: string;
  readonly until: string;
  readonly by: string;
  readonly createdAt: string;
}
/** What is left to prove that somebody was erased; it says nothing about them. */
export interface TombstoneView {
  readonly id: string;
  readonly kind: string | null;
  readonly recordId: string | null;
  readonly reason: EraseReason;
  readonly reference: string | null;
  readonly by: string;
  readonly at: string;
  readonly erased: readonly { readonly place: string; readonly n: number }[];
}
/** How long what kind of data is kept. */
export interface RetentionView {
  readonly importDays: number;
  readonly auditDays: number;
  readonly kept: readonly { readonly keep: string; readonly kinds: readonly string[]; readonly tables: readonly string[] }[];
}
