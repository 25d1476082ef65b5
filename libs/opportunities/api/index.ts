import type { Slice } from '#kernel/api';
import { opportunitiesWords } from '#opportunities/model';
import { opportunitiesTables } from './migrations/20261124-opportunities.ts';
import { dealSumTables } from './migrations/20261125-deal-sums.ts';
import { opportunitySums } from './migrations/20261125-opportunity-sums.ts';
import { opportunitiesSearch } from './migrations/20261125-search.ts';
import { stageAmounts } from './migrations/20261125-stage-amounts.ts';
import { retiredStages } from './migrations/20261125-retired-stages.ts';
import { OpportunitiesModule } from './opportunities.module.ts';

export * from './deal-sums.ts';
export * from './opportunities.module.ts';
export * from './opportunity.service.ts';
export * from './pipeline.service.ts';
export const opportunities: Slice = { name: 'opportunities', module: OpportunitiesModule, migrations: [opportunitiesTables, opportunitySums, stageAmounts, opportunitiesSearch, dealSumTables, retiredStages], words: opportunitiesWords };
