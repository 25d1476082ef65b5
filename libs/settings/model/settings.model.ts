import { isTimeZone } from '#accounts/model';
import { Choice, Currency, isCurrency, isNumberRule, PartialType, Text, Texts } from '#kernel/model';

export const TONES = ['neutral', 'info', 'violet', 'warning', 'success', 'danger'] as const;
const LANGUAGES = ['zh-CN', 'en'] as const;

/** The company this workspace belongs to. */
export class CompanyProfile {
  @Text({ max: 100 }) name!: string;
  @Choice(LANGUAGES) language!: (typeof LANGUAGES)[number];
  @Text({ max: 64, rule: { code: 'time-zone', holds: isTimeZone } }) timeZone!: string;
  /** What amounts are told in; it stays once there is an amount. */
  @Currency() currency!: string;
  /** Further currencies that forms offer. */
  @Texts('text', { max: 30 }) currencies!: string[];
}
export const wrongCurrency = (currencies: readonly string[]): number => currencies.findIndex((one) => !isCurrency(one));
export class CompanyChange extends PartialType(CompanyProfile) {}

/** How documents of a kind are numbered. */
export class NumberRuleChange {
  @Text({ max: 40, verbatim: true, rule: { code: 'number-rule', holds: isNumberRule } }) rule!: string;
}

/** A word that people choose from, in both languages. */
export class NewOption {
  @Text({ max: 100 }) en!: string;
  @Text({ max: 100 }) zh!: string;
  @Choice(TONES, { optional: true }) tone!: (typeof TONES)[number] | null;
}
export class OptionChange extends PartialType(NewOption) {}
/** The keys of a set in their new order. */
export class OptionOrder {
  @Texts('text', { max: 60 }) keys!: string[];
}
/** How many living records have each option of a set. */
export interface OptionUses {
  readonly [key: string]: number;
}
/** The option that takes the place of another one everywhere. */
export class OptionMerge {
  @Text({ max: 60 }) into!: string;
}
