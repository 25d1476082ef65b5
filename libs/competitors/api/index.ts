import type { Slice } from '#kernel/api';
import { competitorsWords } from '#competitors/model';
import { CompetitorsModule } from './competitors.module.ts';
import { competitorsTables } from './migrations/20261125-competitors.ts';

export * from './competitor.service.ts';
export * from './competitors.module.ts';
export const competitors: Slice = { name: 'competitors', module: CompetitorsModule, migrations: [competitorsTables], words: competitorsWords };
