import type { Routes } from '@angular/router';
import { MONEY_REPORTS } from '#reports/model';
import { MoneyPage } from './money-page.ts';
import { SalesPage } from './sales-page.ts';

export const reportRoutes: Routes = [
  { path: '', redirectTo: 'sales', pathMatch: 'full' },
  { path: 'sales', component: SalesPage },
  ...MONEY_REPORTS.map((name) => ({ path: name, component: MoneyPage, data: { name } })),
];
