import type { Routes } from '@angular/router';
import { SystemPage } from './system-page.ts';

export const systemRoutes: Routes = [{ path: '', component: SystemPage }];
