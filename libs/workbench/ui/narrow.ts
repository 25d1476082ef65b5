import { DestroyRef, inject, signal, type Signal } from '@angular/core';

/** Whether a media query holds, as a signal. */
export function narrow(query: string): Signal<boolean> {
  const media = window.matchMedia(query);
  const holds = signal(media.matches);
  const follow = () => holds.set(media.matches);
  media.addEventListener('change', follow);
  inject(DestroyRef).onDestroy(() => media.removeEventListener('change', follow));
  return holds.asReadonly();
}
/** Whether there is no more room than on a phone. */
export const onPhone = (): Signal<boolean> => narrow('(max-width: 767px)');
