import type { Routes } from '@angular/router';
import { SalesPage } from './sales-page.ts';

export const reportRoutes: Routes = [{ path: '', redirectTo: 'sales', pathMatch: 'full' }, { path: 'sales', component: SalesPage }];
