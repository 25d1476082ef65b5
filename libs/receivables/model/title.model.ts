import { Choice, Flag, InputOf, PartialType, Phone, RecordOf, RecordView, Ref, Text } from '#kernel/model';
import { isTaxNumber } from './tax-number.ts';

export const TITLE_KINDS = ['company', 'person'] as const;

/** In whose name a customer wants invoices. */
@RecordOf({ name: 'invoice-title', path: 'invoice-titles', table: 'invoice_title', search: ['name', 'taxNumber'], order: 'name' })
export class InvoiceTitle extends RecordView {
  @Ref('customer', { filter: true }) customerId!: string;
  @Choice(TITLE_KINDS, { filter: true }) kind!: (typeof TITLE_KINDS)[number];
  @Text({ max: 200, sort: true, filter: true }) name!: string;
  @Text({ max: 20, optional: true, filter: true, spell: (text: string) => text.replace(/[\s-]/g, '').toUpperCase(), rule: { code: 'tax-number', holds: isTaxNumber } }) taxNumber!: string | null;
  /** The next four are asked for by special VAT invoices. */
  @Text({ max: 200, optional: true }) address!: string | null;
  @Phone({ optional: true, sensitive: 2 }) phone!: string | null;
  @Text({ max: 100, optional: true, sensitive: 2 }) bank!: string | null;
  @Text({ max: 40, optional: true, sensitive: 2 }) bankAccount!: string | null;
  /** The one that is taken unless another is chosen. */
  @Flag({ filter: true }) standard!: boolean;
}
export class NewInvoiceTitle extends InputOf(InvoiceTitle) {}
export class InvoiceTitleChange extends PartialType(InputOf(InvoiceTitle, 'customerId')) {}

/** What an invoice copies of a title. */
export const TITLE_FACTS = ['name', 'kind', 'taxNumber', 'address', 'phone', 'bank', 'bankAccount'] as const;
