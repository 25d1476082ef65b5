import { InjectionToken } from '@angular/core';

/** Asks whoever is signed in to prove once more who they are; true when they did. The application says how. */
export const STEP_UP = new InjectionToken<() => Promise<boolean>>('step up', { providedIn: 'root', factory: () => () => Promise.resolve(false) });
