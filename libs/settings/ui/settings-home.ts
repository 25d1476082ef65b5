import { ChangeDetectionStrategy, Component, computed, inject, signal } from '@angular/core';
import { RouterLink } from '@angular/router';
import { Icon, Session, T, Words } from '#kernel/ui';
import { SETTINGS } from './settings-index.ts';

/** Every setting, to be found by its words in either language. */
@Component({
  selector: 'crm-settings-home',
  imports: [Icon, RouterLink, T],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <h1>{{ 'setting.many' | t }}</h1>
    <label class="search"><crm-icon name="search" /><input type="search" [placeholder]="'setting.search' | t" [attr.aria-label]="'setting.search' | t" (input)="asked.set($any($event.target).value)" /></label>
    @for (group of groups(); track group.name) {
      <h2>{{ 'setting.' + group.name | t }}</h2>
      <nav [attr.aria-label]="'setting.' + group.name | t">
        @for (one of group.pages; track one.key) {
          <a [routerLink]="one.link" [fragment]="one.fragment"><crm-icon [name]="one.icon" /><span><b>{{ one.title | t }}</b>{{ one.says | t }}@if (one.hits.length > 0) { <em>{{ one.hits.join(' · ') }}</em> }</span></a>
        }
      </nav>
    } @empty { <p role="status">{{ 'setting.none' | t }}</p> }
  `,
  styles: `
    :host { display: block; height: 100%; box-sizing: border-box; overflow: auto; padding: 16px 20px 32px; } h1 { margin: 4px 0 12px; font-size: 20px; font-weight: 600; } h2 { margin: 20px 0 8px; font-size: 13px; font-weight: 500; color: var(--mat-sys-on-surface-variant); }
    .search { display: flex; align-items: center; gap: 8px; max-width: 420px; height: 36px; padding: 0 12px; border: 1px solid var(--mat-sys-outline); border-radius: 8px; background: var(--mat-sys-surface); } input { flex: 1; min-width: 0; border: 0; outline: 0; background: none; color: inherit; font: inherit; } .search:focus-within { border-color: var(--mat-sys-primary); }
    nav { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(300px, 100%), 1fr)); gap: 12px; max-width: 1000px; } a { display: flex; gap: 12px; padding: 14px 16px; border: 1px solid var(--mat-sys-outline-variant); border-radius: 10px; background: var(--mat-sys-surface); color: inherit; text-decoration: none; } a:hover { border-color: var(--mat-sys-primary); }
    a crm-icon { color: var(--mat-sys-on-surface-variant); } span { color: var(--mat-sys-on-surface-variant); font-size: 13px; } b { display: block; font-weight: 500; font-size: 14px; color: var(--mat-sys-on-surface); } em { display: block; margin-top: 4px; font-style: normal; color: var(--mat-sys-primary); } p { color: var(--mat-sys-on-surface-variant); }
    @media (max-width: 767px) { :host { padding: 12px 16px 32px; } }
  `,
})
export class SettingsHome {
  private readonly session = inject(Session);
  private readonly words = inject(Words);
  protected readonly asked = signal('');
  /** The pages with what was asked for on them; single settings that match are named. */
  protected readonly groups = computed(() => {
    const asked = this.asked().trim().toLowerCase().split(/\s+/);
    const holds = (text: string) => asked.every((word) => text.toLowerCase().includes(word));
    const mine = SETTINGS.filter(({ needs }) => !needs || this.session.can(needs)).map((page) => {
      const named = asked[0] ? page.settings.filter((key) => holds(this.words.everywhere(key))) : [];
      const whole = [page.title, page.says, ...page.settings].map((key) => this.words.everywhere(key)).join(' ');
      return { ...page, hits: named.map((key) => this.words.t(key)), found: holds(whole) };
    });
    return (['personal', 'workspace'] as const).map((name) => ({ name, pages: mine.filter(({ group, found }) => found && group === name) })).filter(({ pages }) => pages.length > 0);
  });
}
