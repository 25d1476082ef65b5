import type { Routes } from '@angular/router';
import { CurrencyRateList } from './currency-rate-list.ts';
import { CurrencyRatePage } from './currency-rate-page.ts';

export const currencyRateRoutes: Routes = [{ path: '', component: CurrencyRateList }, { path: ':id', component: CurrencyRatePage }];
