import type { Routes } from '@angular/router';
import { ImportList } from './import-list.ts';
import { ImportNew } from './import-new.ts';
import { ImportPage } from './import-page.ts';

export const importRoutes: Routes = [{ path: '', component: ImportList }, { path: 'new', component: ImportNew }, { path: ':id', component: ImportPage }];
