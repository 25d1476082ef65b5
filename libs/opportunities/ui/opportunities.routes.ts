import type { Routes } from '@angular/router';
import { OpportunityBoard } from './opportunity-board.ts';
import { OpportunityList } from './opportunity-list.ts';
import { OpportunityPage } from './opportunity-page.ts';
import { PipelineList } from './pipeline-list.ts';
import { PipelinePage } from './pipeline-page.ts';
import { StagePage } from './stage-page.ts';

export const opportunityRoutes: Routes = [{ path: '', component: OpportunityList }, { path: 'board', component: OpportunityBoard }, { path: ':id', component: OpportunityPage }];
export const pipelineRoutes: Routes = [{ path: '', component: PipelineList }, { path: ':id', component: PipelinePage }];
export const stageRoutes: Routes = [{ path: '', pathMatch: 'full', redirectTo: '/pipelines' }, { path: ':id', component: StagePage }];
