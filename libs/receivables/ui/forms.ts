import type { FormLayout } from '#workbench/ui';
import {
  Invoice, InvoiceChange, InvoiceTitle, InvoiceTitleChange, NewInvoice, NewInvoiceTitle, NewPayment, NewReceivable, Payment, PaymentChange, Receivable, ReceivableChange,
} from '#receivables/model'; // prettier-ignore
import { InvoiceLinesPart } from './invoice-lines-part.ts';

export const RECEIVABLE_FORM: FormLayout<Receivable> = {
  of: Receivable, create: NewReceivable, change: ReceivableChange,
  groups: [
    { key: 'receivable.group.main', fields: ['contractId', 'dueOn', 'amount', 'method'] },
    { key: 'receivable.group.more', fields: ['period', 'remindDays', 'note'] },
  ],
  wide: ['contractId'],
}; // prettier-ignore

export const PAYMENT_FORM: FormLayout<Payment> = {
  of: Payment, create: NewPayment, change: PaymentChange,
  locked: ({ approval }) => (approval === 'in_approval' ? { why: 'problem.payment-in-approval', free: [] } : null),
  groups: [
    { key: 'payment.group.main', fields: ['customerId', 'contractId', 'amount', 'currency', 'receivedOn', 'method', 'payer', 'reference'] },
    { key: 'payment.group.more', fields: ['reason', 'note'] },
  ],
  wide: ['customerId', 'contractId', 'reason'],
  start: { method: 'wire' },
}; // prettier-ignore

export const INVOICE_FORM: FormLayout<Invoice> = {
  of: Invoice, create: NewInvoice, change: InvoiceChange,
  locked: ({ approval }) => (approval === 'in_approval' ? { why: 'problem.invoice-in-approval', free: [] } : null),
  groups: [
    { key: 'invoice.group.main', fields: ['contractId', 'titleId', 'kind', 'amount'] },
    { key: 'invoice.group.more', fields: ['note'] },
  ],
  wide: ['contractId', 'titleId'],
  start: { kind: 'digital' },
  part: InvoiceLinesPart,
}; // prettier-ignore

export const TITLE_FORM: FormLayout<InvoiceTitle> = {
  of: InvoiceTitle, create: NewInvoiceTitle, change: InvoiceTitleChange,
  groups: [
    { key: 'invoice-title.group.main', fields: ['customerId', 'kind', 'name', 'taxNumber', 'standard'] },
    { key: 'invoice-title.group.special', fields: ['address', 'phone', 'bank', 'bankAccount'] },
  ],
  wide: ['customerId', 'name', 'address'],
  start: { kind: 'company', standard: false },
}; // prettier-ignore
