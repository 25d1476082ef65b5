import { Choice, Texts } from '#kernel/model';

export const INVOICE_LIMITS = ['total', 'received'] as const;

/** How strict plans and invoices are. */
export class ReceivablesSettings {
  /** Types of contracts whose plan must add up to the total before they become active. */
  @Texts('text', { max: 50 }) planTypes!: string[];
  /** Up to what is invoiced: the contract's total, or what came in of it. */
  @Choice(INVOICE_LIMITS) invoiceUpTo!: (typeof INVOICE_LIMITS)[number];
}
