import type { Routes } from '@angular/router';
import { KeysPage } from './keys-page.ts';

export const keyRoutes: Routes = [{ path: '', component: KeysPage }];
