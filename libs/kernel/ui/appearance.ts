import { effect, Injectable, signal } from '@angular/core';

export type Theme = 'system' | 'light' | 'dark';
export type Density = 'comfortable' | 'compact';

const read = <T extends string>(key: string, known: readonly T[], fallback: T): T => {
  const stored = localStorage.getItem(key) as T;
  return known.includes(stored) ? stored : fallback;
};

/** Light or dark, roomy or compact; remembered by the browser, and by the server for whoever signed in. */
@Injectable({ providedIn: 'root' })
export class Appearance {
  readonly theme = signal<Theme>(read('rapport.theme', ['system', 'light', 'dark'], 'system'));
  readonly density = signal<Density>(read('rapport.density', ['comfortable', 'compact'], 'comfortable'));

  constructor() {
    effect(() => {
      const { classList } = document.documentElement;
      classList.toggle('light', this.theme() === 'light');
      classList.toggle('dark', this.theme() === 'dark');
      classList.toggle('density-compact', this.density() === 'compact');
      localStorage.setItem('rapport.theme', this.theme());
      localStorage.setItem('rapport.density', this.density());
    });
  }
}
