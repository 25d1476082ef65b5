import { Choice, Currency, Day, InputOf, Lines, LongText, Money, OptionalType, PartialType, Percent, Phone, RecordOf, RecordView, Ref, Text } from '#kernel/model';
import { APPROVAL_STATES, APPROVAL_TONES, type ApprovalState } from '#approvals/model';
import { TITLE_KINDS } from './title.model.ts';

/** Fully digital, special VAT, and general VAT invoices. */
export const INVOICE_KINDS = ['digital', 'special', 'general'] as const;
export type InvoiceKind = (typeof INVOICE_KINDS)[number];
/** Asked for, to be issued, issued; red-reversed after that, or void before. */
export const INVOICE_STATUSES = ['draft', 'to_issue', 'issued', 'reversed', 'void'] as const;
export type InvoiceStatus = (typeof INVOICE_STATUSES)[number];
const TONES = { draft: 'neutral', to_issue: 'warning', issued: 'success', reversed: 'danger', void: 'neutral' };

/** A line of an invoice, tax included. */
export class InvoiceLine {
  @Text({ max: 200 }) description!: string;
  @Money({ min: 1 }) amount!: number;
  @Percent({ optional: true }) taxRate!: number | null;
}

/** An invoice from the request to its number, in the name of a title as it was then. */
@RecordOf({ name: 'invoice', path: 'invoices', title: 'number', search: ['number', 'invoiceNumber', 'titleName'] })
export class Invoice extends RecordView {
  /** Of the request, by the rule for invoices. */
  @Text({ max: 40, sort: true, filter: true, derived: true }) number!: string;
  @Ref('contract', { filter: true }) contractId!: string;
  @Ref('customer', { filter: true, derived: true }) customerId!: string;
  /** What is copied when it is asked for, and every time it is chosen anew. */
  @Ref('invoice-title', { optional: true, filter: true }) titleId!: string | null;
  @Choice(INVOICE_KINDS, { filter: true }) kind!: InvoiceKind;
  @Choice(INVOICE_STATUSES, { filter: true, derived: true, tones: TONES }) status!: InvoiceStatus;
  @Choice(APPROVAL_STATES, { filter: true, derived: true, tones: APPROVAL_TONES }) approval!: ApprovalState;
  /** With lines their sum, without them entered. */
  @Money({ min: 1, filter: true, sort: true }) amount!: number;
  @Currency({ derived: true }) currency!: string;
  @Lines(InvoiceLine, { max: 100 }) lines!: InvoiceLine[];
  @Text({ max: 200, optional: true, derived: true }) titleName!: string | null;
  @Choice(TITLE_KINDS, { optional: true, derived: true }) titleKind!: (typeof TITLE_KINDS)[number] | null;
  @Text({ max: 20, optional: true, derived: true }) titleTaxNumber!: string | null;
  @Text({ max: 200, optional: true, derived: true }) titleAddress!: string | null;
  @Phone({ optional: true, sensitive: 2, derived: true }) titlePhone!: string | null;
  @Text({ max: 100, optional: true, sensitive: 2, derived: true }) titleBank!: string | null;
  @Text({ max: 40, optional: true, sensitive: 2, derived: true }) titleBankAccount!: string | null;
  /** The number of the tax office, once it is issued. */
  @Text({ max: 40, optional: true, filter: true, derived: true }) invoiceNumber!: string | null;
  @Day({ optional: true, filter: true, sort: true, derived: true }) issuedOn!: string | null;
  /** The red invoice that took it back. */
  @Text({ max: 40, optional: true, derived: true }) redNumber!: string | null;
  @Day({ optional: true, derived: true }) reversedOn!: string | null;
  /** Why it was taken back or made void. */
  @Text({ max: 500, optional: true, derived: true }) reason!: string | null;
  @LongText({ optional: true }) note!: string | null;
}

/** Without a title the customer's standard one. */
export class NewInvoice extends OptionalType(InputOf(Invoice, 'ownerId'), 'amount') {}
export class InvoiceChange extends PartialType(InputOf(Invoice, 'contractId')) {}
/** What an approval is about; restored when it is refused. */
export const INVOICE_CONTENT = ['titleId', 'kind', 'amount', 'lines', 'note'] as const;

/** The tax office gave its number. */
export class Issue {
  @Text({ max: 40 }) invoiceNumber!: string;
  /** Today unless it is said. */
  @Day({ optional: true }) issuedOn!: string | null;
}
/** A red invoice takes an issued one back. */
export class RedReversal {
  @Text({ max: 40 }) redNumber!: string;
  @Text({ max: 500 }) reason!: string;
  @Day({ optional: true }) reversedOn!: string | null;
}
export class Voiding {
  @Text({ max: 500 }) reason!: string;
}
