import type { Routes } from '@angular/router';
import { ContractList } from './contract-list.ts';
import { ContractPage } from './contract-page.ts';

export const contractRoutes: Routes = [{ path: '', component: ContractList }, { path: ':id', component: ContractPage }];
