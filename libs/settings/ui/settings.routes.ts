import { inject } from '@angular/core';
import { Router, type CanActivateFn, type Routes } from '@angular/router';
import { Session } from '#kernel/ui';
import { CompanyPage } from './company-page.ts';
import { NumberingPage } from './numbering-page.ts';
import { OptionSetsPage } from './option-sets-page.ts';
import { ProfilePage } from './profile-page.ts';
import { SettingsHome } from './settings-home.ts';

const holds = (permission: string): CanActivateFn => () => inject(Session).can(permission) || inject(Router).createUrlTree(['/settings']);

export const settingsRoutes: Routes = [
  { path: '', component: SettingsHome },
  { path: 'profile', component: ProfilePage },
  { path: 'company', component: CompanyPage, canActivate: [holds('workspace.update')] },
  { path: 'numbering', component: NumberingPage, canActivate: [holds('workspace.update')] },
  { path: 'options', component: OptionSetsPage, canActivate: [holds('option.update')] },
];
