import type { Slice } from '#kernel/api';
import { receivablesWords } from '#receivables/model';
import { invoicesTables } from './migrations/20261125-61-invoices.ts';
import { receivablesTables } from './migrations/20261125-60-receivables.ts';
import { receivableReports } from './migrations/20261125-receivable-reports.ts';
import { ReceivablesModule } from './receivables.module.ts';

export * from './invoice-title.service.ts';
export * from './invoice.service.ts';
export * from './payment-desk.service.ts';
export * from './payment.service.ts';
export * from './receivable.service.ts';
export * from './receivables-rules.service.ts';
export * from './receivables.module.ts';
export const receivables: Slice = { name: 'receivables', module: ReceivablesModule, migrations: [receivablesTables, invoicesTables, receivableReports], words: receivablesWords, permissions: ['payment.overpay', 'payment.import-past'] };
