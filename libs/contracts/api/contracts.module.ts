import { Module } from '@nestjs/common';
import { AccountsModule } from '#accounts/api';
import { ApprovalsModule } from '#approvals/api';
import { DocumentsModule } from '#documents/api';
import { MailModule } from '#mail/api';
import { OpportunitiesModule } from '#opportunities/api';
import { ProductsModule } from '#products/api';
import { QuotesModule } from '#quotes/api';
import { StockModule } from '#stock/api';
import { AmendmentController } from './amendment.controller.ts';
import { AmendmentService } from './amendment.service.ts';
import { ContractApproval } from './contract-approval.ts';
import { ContractController } from './contract.controller.ts';
import { ContractDays } from './contract-days.service.ts';
import { ContractLetters } from './contract-letters.ts';
import { ContractLife } from './contract-life.service.ts';
import { ContractPast } from './contract-past.service.ts';
import { ContractService } from './contract.service.ts';
import { ContractStock } from './contract-stock.ts';
import { ContractSources } from './contract-sources.ts';
import { ContractTemplateController } from './contract-template.controller.ts';
import { ContractTemplateService } from './contract-template.service.ts';
import { ContractTerms } from './contract-terms.ts';
import { ContractVerbsController } from './contract-verbs.controller.ts';
import { ContractVersions } from './contract-versions.ts';

/** Contracts, their amendments, and the templates of their terms. */
@Module({
  imports: [AccountsModule, ApprovalsModule, DocumentsModule, MailModule, OpportunitiesModule, ProductsModule, QuotesModule, StockModule],
  controllers: [ContractController, ContractVerbsController, AmendmentController, ContractTemplateController],
  providers: [ContractService, ContractLife, ContractPast, ContractSources, ContractStock, ContractTerms, ContractVersions, ContractDays, ContractLetters, ContractApproval, AmendmentService, ContractTemplateService],
  exports: [ContractService, ContractLife, ContractPast, AmendmentService, ContractTemplateService],
})
export class ContractsModule {}
