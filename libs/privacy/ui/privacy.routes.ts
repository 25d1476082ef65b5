import type { Routes } from '@angular/router';
import { PrivacyPage } from './privacy-page.ts';

export const privacyRoutes: Routes = [{ path: '', component: PrivacyPage }];
