import type { Routes } from '@angular/router';
import { BackupsPage } from './backups-page.ts';

export const backupRoutes: Routes = [{ path: '', component: BackupsPage }];
