import type { Routes } from '@angular/router';
import { QuoteList } from './quote-list.ts';
import { QuotePage } from './quote-page.ts';

export const quoteRoutes: Routes = [{ path: '', component: QuoteList }, { path: ':id', component: QuotePage }];
