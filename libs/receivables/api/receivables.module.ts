import { Module } from '@nestjs/common';
import { ApprovalsModule } from '#approvals/api';
import { ContractsModule } from '#contracts/api';
import { Ageing } from './ageing.queries.ts';
import { Books } from './books.service.ts';
import { ContractFollowing } from './contract-following.service.ts';
import { ContractMoneyController, ReceivablesSettingsController } from './contract-money.controller.ts';
import { InvoiceApproval } from './invoice-approval.ts';
import { InvoiceController } from './invoice.controller.ts';
import { InvoiceService } from './invoice.service.ts';
import { InvoiceTitleController } from './invoice-title.controller.ts';
import { InvoiceTitleService } from './invoice-title.service.ts';
import { PaymentController, WriteOffController } from './payment.controller.ts';
import { PaymentDesk } from './payment-desk.service.ts';
import { PaymentService } from './payment.service.ts';
import { ReceivableController } from './receivable.controller.ts';
import { ReceivableService } from './receivable.service.ts';
import { ReceivablesRules } from './receivables-rules.service.ts';
import { Standings } from './standing.queries.ts';

/** What is to come in on contracts, what came in, and what is invoiced. */
@Module({
  imports: [ApprovalsModule, ContractsModule],
  controllers: [ReceivableController, PaymentController, WriteOffController, ContractMoneyController, ReceivablesSettingsController, InvoiceController, InvoiceTitleController],
  providers: [Ageing, Books, ContractFollowing, InvoiceApproval, InvoiceService, InvoiceTitleService, PaymentDesk, PaymentService, ReceivableService, ReceivablesRules, Standings],
  exports: [InvoiceService, InvoiceTitleService, PaymentDesk, PaymentService, ReceivableService, ReceivablesRules],
})
export class ReceivablesModule {}
