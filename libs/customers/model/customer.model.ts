import {
  Choice, event, InputOf, Integer, LongText, Money, Option, PartialType, RecordOf, RecordView, Ref, Text, Texts, Url,
} from '#kernel/model'; // prettier-ignore
import { isCreditCode } from './credit-code.ts';

export const CUSTOMER_KINDS = ['company', 'person'] as const;
export const CUSTOMER_LEVELS = ['A', 'B', 'C'] as const;
export const CUSTOMER_STATUSES = ['potential', 'active', 'inactive'] as const;

/** A company or a person we sell to. */
@RecordOf({ name: 'customer', path: 'customers', search: ['name', 'shortName', 'creditCode', 'city', 'tags'] })
export class Customer extends RecordView {
  @Text({ max: 200, sort: true, filter: true }) name!: string;
  @Choice(CUSTOMER_KINDS, { filter: true }) kind!: (typeof CUSTOMER_KINDS)[number];
  @Text({ max: 100, optional: true }) shortName!: string | null;
  @Choice(CUSTOMER_STATUSES, { filter: true, tones: { potential: 'info', active: 'success', inactive: 'neutral' } }) status!: (typeof CUSTOMER_STATUSES)[number];
  @Choice(CUSTOMER_LEVELS, { optional: true, filter: true }) level!: (typeof CUSTOMER_LEVELS)[number] | null;
  @Option('industry', { optional: true, filter: true }) industry!: string | null;
  @Option('source', { optional: true, filter: true }) source!: string | null;
  @Texts('phone', { sensitive: 2, filter: true }) phones!: string[];
  @Texts('email', { sensitive: 2, filter: true }) emails!: string[];
  @Url({ optional: true }) website!: string | null;
  @Text({ max: 60, optional: true, filter: true }) country!: string | null;
  @Text({ max: 60, optional: true }) province!: string | null;
  @Text({ max: 60, optional: true, filter: true }) city!: string | null;
  @Text({ max: 60, optional: true }) district!: string | null;
  @Text({ max: 300, optional: true }) address!: string | null;
  @Integer({ min: 0, max: 100_000_000, optional: true, filter: true, sort: true }) employees!: number | null;
  @Money({ optional: true, filter: true, sort: true }) revenue!: number | null;
  @Integer({ min: 1000, max: 2200, optional: true, adds: false }) foundedYear!: number | null;
  @Text({
    max: 18, optional: true, filter: true, spell: (text: string) => text.toUpperCase(), rule: { code: 'credit-code', holds: isCreditCode },
  }) creditCode!: string | null; // prettier-ignore
  @Ref('customer', { optional: true, filter: true }) parentId!: string | null;
  @Texts('text', { filter: true, max: 30 }) tags!: string[];
  @LongText({ optional: true }) note!: string | null;
}
export class NewCustomer extends InputOf(Customer) {}
export class CustomerChange extends PartialType(NewCustomer) {}

export const CustomerDeleted = event<{ id: string }>('customer.deleted');
