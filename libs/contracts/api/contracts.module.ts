import { Module } from '@nestjs/common';
import { DocumentsModule } from '#documents/api';
import { OpportunitiesModule } from '#opportunities/api';
import { ProductsModule } from '#products/api';
import { AmendmentController } from './amendment.controller.ts';
import { AmendmentService } from './amendment.service.ts';
import { ContractApproval } from './contract-approval.ts';
import { ContractController } from './contract.controller.ts';
import { ContractDays } from './contract-days.service.ts';
import { ContractLife } from './contract-life.service.ts';
import { ContractService } from './contract.service.ts';
import { ContractSources } from './contract-sources.ts';
import { ContractTemplateController } from './contract-template.controller.ts';
import { ContractTemplateService } from './contract-template.service.ts';
import { ContractTerms } from './contract-terms.ts';
import { ContractVerbsController } from './contract-verbs.controller.ts';
import { ContractVersions } from './contract-versions.ts';

/** Contracts, their amendments, and the templates of their terms. */
@Module({
  imports: [DocumentsModule, OpportunitiesModule, ProductsModule],
  controllers: [ContractController, ContractVerbsController, AmendmentController, ContractTemplateController],
  providers: [ContractService, ContractLife, ContractSources, ContractTerms, ContractVersions, ContractDays, ContractApproval, AmendmentService, ContractTemplateService],
  exports: [ContractService, ContractLife, AmendmentService, ContractTemplateService],
})
export class ContractsModule {}
