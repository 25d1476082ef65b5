import { APP_BASE_HREF } from '@angular/common';
import { provideHttpClient, withInterceptors } from '@angular/common/http';
import { inject, Injector, provideZonelessChangeDetection, type ApplicationConfig } from '@angular/core';
import { provideRouter, withComponentInputBinding } from '@angular/router';
import { provideTransloco } from '@jsverse/transloco';
import { of } from 'rxjs';
import { authorize, PANELS, STEP_UP, WORDS } from '#kernel/ui';
import { ROUTES } from './app.routes.ts';
import { ALL_PANELS, ALL_WORDS } from './sections.ts';

/** The words come with the program: nothing is loaded. */
class NoLoader {
  getTranslation = () => of({});
}

export const CONFIG: ApplicationConfig = {
  providers: [
    provideZonelessChangeDetection(),
    { provide: APP_BASE_HREF, useValue: '/' },
    provideHttpClient(withInterceptors([authorize])),
    provideRouter(ROUTES, withComponentInputBinding()),
    provideTransloco({ config: { availableLangs: ['en', 'zh-CN'], defaultLang: 'en', missingHandler: { logMissingKey: false } }, loader: NoLoader }),
    { provide: STEP_UP, useFactory: (injector = inject(Injector)) => async () => (await import('#accounts/ui')).stepUp(injector) },
    { provide: WORDS, useValue: ALL_WORDS },
    { provide: PANELS, useValue: ALL_PANELS },
  ],
};
