import type { Slice, TablesData } from '#kernel/api';
import { opportunitiesWords } from '#opportunities/model';
import { opportunitiesTables } from './migrations/20261124-opportunities.ts';
import { opportunityCompetitor } from './migrations/20261125-competitor.ts';
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
const DATA: TablesData = {
  stage_history: { keep: 'record', system: 'id opportunityId pipelineId stageId status enteredAt leftAt amount probability' },
  deal_sum: { keep: 'record', system: 'key stageId status month currency ownerId teamId count amount weighted' },
  deal_delta: { keep: 'record', system: 'id stageId status month currency ownerId teamId count amount weighted' },
};
export const opportunities: Slice = { name: 'opportunities', module: OpportunitiesModule, migrations: [opportunitiesTables, opportunitySums, stageAmounts, opportunitiesSearch, dealSumTables, retiredStages, opportunityCompetitor], words: opportunitiesWords, data: DATA };
