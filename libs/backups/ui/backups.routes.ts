import type { Routes } from '@angular/router';
import { BackupsPage } from './backups-page.ts';
import { DrillLog } from './drill-log.ts';
import { RestorePage } from './restore-page.ts';

export const backupRoutes: Routes = [{ path: '', component: BackupsPage }, { path: 'drills', component: DrillLog }, { path: 'restore', component: RestorePage }];
