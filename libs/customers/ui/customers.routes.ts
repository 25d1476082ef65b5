import type { Routes } from '@angular/router';
import { CustomerList } from './customer-list.ts';
import { CustomerPage } from './customer-page.ts';

export const customerRoutes: Routes = [{ path: '', component: CustomerList }, { path: ':id', component: CustomerPage }];
