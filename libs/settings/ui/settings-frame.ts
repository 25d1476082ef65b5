import { afterNextRender, ChangeDetectionStrategy, Component, inject, input } from '@angular/core';
import { ActivatedRoute, RouterLink } from '@angular/router';
import { T } from '#kernel/ui';

/** What every page of the settings has: the way back, its name, and what it is about. */
@Component({
  selector: 'crm-settings-frame',
  imports: [RouterLink, T],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `<nav><a routerLink="/settings">{{ 'setting.many' | t }}</a></nav><h1>{{ title() | t }}</h1><p>{{ says() | t }}</p><ng-content />`,
  styles: `
    :host { display: block; height: 100%; box-sizing: border-box; overflow: auto; padding: 16px 20px 32px; } a { font-size: 13px; color: var(--mat-sys-on-surface-variant); } h1 { margin: 4px 0 2px; font-size: 20px; font-weight: 600; } p { margin: 0 0 16px; max-width: 72ch; color: var(--mat-sys-on-surface-variant); }
    @media (max-width: 767px) { :host { padding: 12px 16px 32px; } }
  `,
})
export class SettingsFrame {
  /** Translation keys of its name and of the sentence below. */
  readonly title = input.required<string>();
  readonly says = input.required<string>();

  constructor() {
    const { fragment } = inject(ActivatedRoute).snapshot;
    if (fragment) afterNextRender(() => setTimeout(() => document.getElementById(fragment)?.scrollIntoView(), 300));
  }
}
