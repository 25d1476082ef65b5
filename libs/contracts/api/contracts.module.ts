import { Module } from '@nestjs/common';
import { ContractController } from './contract.controller.ts';
import { ContractService } from './contract.service.ts';

/** Contracts. */
@Module({ controllers: [ContractController], providers: [ContractService], exports: [ContractService] })
export class ContractsModule {}
