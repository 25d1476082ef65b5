import type { Slice, TablesData } from '#kernel/api';
import { contractsWords } from '#contracts/model';
import { ContractsModule } from './contracts.module.ts';
import { amendmentTables } from './migrations/20261125-amendments.ts';
import { contractReports } from './migrations/20261125-contract-reports.ts';
import { quotedContracts } from './migrations/20261125-quoted.ts';
import { contractsTables } from './migrations/20261125-contracts.ts';

export * from './amendment.service.ts';
export { ContractApproval } from './contract-approval.ts';
export { ContractDays } from './contract-days.service.ts';
export type { ContractEntity } from './contract.entity.ts';
export * from './contract-life.service.ts';
export * from './contract-past.service.ts';
export * from './contract.service.ts';
export * from './contract-template.service.ts';
export * from './contracts.module.ts';
const DATA: TablesData = { contract_version: { keep: 'record', system: 'contractId revision until amendmentId', internal: 'content' } };
export const contracts: Slice = { name: 'contracts', module: ContractsModule, migrations: [contractsTables, amendmentTables, quotedContracts, contractReports], words: contractsWords, data: DATA, permissions: ['contract.import-past'] };
