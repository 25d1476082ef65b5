import { inject } from '@angular/core';
import { Router, type CanActivateFn, type Routes } from '@angular/router';
import { OptionSets, Session } from '#kernel/ui';
import { MissingPage } from './missing-page.ts';
import { SECTIONS, SIDE_ROOMS } from './sections.ts';
import { Shell } from './shell.ts';

/** Lets in whoever is, or still was, signed in. */
const signedIn: CanActivateFn = async (_, { url }) => {
  const [session, options, router] = [inject(Session), inject(OptionSets), inject(Router)];
  if (session.signedIn()) return true;
  if (!(await session.resume().catch(() => false))) return router.createUrlTree(['/sign-in'], { queryParams: url === '/' ? {} : { to: url } });
  await options.load();
  return true;
};
const holds = (permission: string): CanActivateFn => () => inject(Session).can(permission) || inject(Router).createUrlTree(['/missing']);

export const ROUTES: Routes = [
  { path: 'sign-in', loadComponent: async () => (await import('#accounts/ui')).SignInPage },
  { path: 'setup', loadComponent: async () => (await import('#accounts/ui')).SetupPage },
  { path: 'invite', loadComponent: async () => (await import('#accounts/ui')).InvitePage },
  { path: 'reset', loadComponent: async () => (await import('#accounts/ui')).InvitePage },
  { path: 'forgot', loadComponent: async () => (await import('#accounts/ui')).ForgotPage },
  { path: 'confirm-email', loadComponent: async () => (await import('#accounts/ui')).ConfirmEmailPage },
  { path: 'offer', loadComponent: async () => (await import('#quotes/ui')).OfferPage },
  { path: 'sso', loadComponent: async () => (await import('#accounts/ui')).ProviderReturnPage },
  {
    path: '', component: Shell, canActivate: [signedIn],
    children: [
      { path: '', loadComponent: async () => (await import('./home.ts')).Home, pathMatch: 'full' },
      ...[...SECTIONS, ...SIDE_ROOMS].map(({ path, needs, load }) => ({ path, canActivate: [holds(needs)], loadChildren: load })),
      { path: 'settings/security', loadComponent: async () => (await import('#accounts/ui')).SecurityPage },
      { path: 'settings/keys', loadComponent: async () => (await import('#accounts/ui')).ApiKeysPage },
      { path: 'settings/sign-in', canActivate: [holds('provider.update')], loadComponent: async () => (await import('#accounts/ui')).ProviderPage },
      { path: 'settings/mail', canActivate: [holds('mail.update')], loadComponent: async () => (await import('#mail/ui')).MailPage },
      { path: 'settings', loadChildren: async () => (await import('#settings/ui')).settingsRoutes },
      { path: 'help', loadChildren: async () => (await import('#help/ui')).helpRoutes },
      { path: '**', component: MissingPage },
    ],
  },
]; // prettier-ignore
