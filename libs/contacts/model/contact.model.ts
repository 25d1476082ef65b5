import { Choice, Day, Email, Flag, InputOf, LongText, Option, PartialType, Phone, RecordOf, RecordView, Ref, Text, Texts } from '#kernel/model';

export const SALUTATIONS = ['mr', 'ms'] as const;

/** A person at a customer. */
@RecordOf({ name: 'contact', path: 'contacts', search: ['name', 'title', 'department', 'tags'] })
export class Contact extends RecordView {
  @Text({ max: 100, sort: true, filter: true }) name!: string;
  @Choice(SALUTATIONS, { optional: true }) salutation!: (typeof SALUTATIONS)[number] | null;
  /** The customer of the primary link. */
  @Ref('customer', { optional: true, filter: true }) customerId!: string | null;
  @Text({ max: 100, optional: true }) title!: string | null;
  @Text({ max: 100, optional: true }) department!: string | null;
  @Option('decision-role', { optional: true, filter: true }) decisionRole!: string | null;
  @Texts('phone', { sensitive: 2, filter: true }) phones!: string[];
  @Texts('email', { sensitive: 2, filter: true }) emails!: string[];
  @Phone({ optional: true, sensitive: 2, filter: true }) wechatPhone!: string | null;
  @Email({ optional: true, sensitive: 2, filter: true }) privateEmail!: string | null;
  @Day({ optional: true, sensitive: 2 }) birthday!: string | null;
  @Texts('text', { filter: true, max: 30 }) tags!: string[];
  @LongText({ optional: true }) note!: string | null;
}
export class NewContact extends InputOf(Contact) {}
export class ContactChange extends PartialType(NewContact) {}

/** A person's part at a customer, for a time. */
@RecordOf({ name: 'contact-link', path: 'contact-links', table: 'contact_link', title: 'position', owned: false })
export class ContactLink extends RecordView {
  @Ref('contact', { filter: true }) contactId!: string;
  @Ref('customer', { filter: true }) customerId!: string;
  @Text({ max: 100, optional: true }) position!: string | null;
  @Option('decision-role', { optional: true }) decisionRole!: string | null;
  @Flag({ filter: true }) primary!: boolean;
  @Day({ optional: true }) from!: string | null;
  @Day({ optional: true }) to!: string | null;
}
export class NewContactLink extends InputOf(ContactLink, 'contactId') {}
