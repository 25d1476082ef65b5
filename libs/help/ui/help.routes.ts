import type { Routes } from '@angular/router';
import { HelpPageView } from './help-page.ts';

export const helpRoutes: Routes = [{ path: '', component: HelpPageView }, { path: ':key', component: HelpPageView }];
