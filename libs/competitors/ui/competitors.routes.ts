import type { Routes } from '@angular/router';
import { CompetitorList } from './competitor-list.ts';
import { CompetitorPage } from './competitor-page.ts';

export const competitorRoutes: Routes = [{ path: '', component: CompetitorList }, { path: ':id', component: CompetitorPage }];
