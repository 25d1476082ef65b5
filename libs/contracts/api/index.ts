import type { Slice } from '#kernel/api';
import { contractsWords } from '#contracts/model';
import { ContractsModule } from './contracts.module.ts';
import { contractsTables } from './migrations/20261125-contracts.ts';

export * from './contract.service.ts';
export * from './contracts.module.ts';
export const contracts: Slice = { name: 'contracts', module: ContractsModule, migrations: [contractsTables], words: contractsWords };
