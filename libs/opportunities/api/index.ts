import type { Slice } from '#kernel/api';
import { opportunitiesWords } from '#opportunities/model';
import { opportunitiesTables } from './migrations/20261124-opportunities.ts';
import { opportunitiesSearch } from './migrations/20261125-search.ts';
import { stageAmounts } from './migrations/20261125-stage-amounts.ts';
import { OpportunitiesModule } from './opportunities.module.ts';

export * from './opportunities.module.ts';
export * from './opportunity.service.ts';
export * from './pipeline.service.ts';
export const opportunities: Slice = { name: 'opportunities', module: OpportunitiesModule, migrations: [opportunitiesTables, stageAmounts, opportunitiesSearch], words: opportunitiesWords };
