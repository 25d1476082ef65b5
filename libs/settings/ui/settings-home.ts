import { ChangeDetectionStrategy, Component, computed, inject, signal } from '@angular/core';
import { RouterLink } from '@angular/router';
import { Icon, Session, T, Words, type IconName } from '#kernel/ui';

interface Entry {
  readonly key: string;
  readonly link: string;
  readonly icon: IconName;
  readonly group: 'personal' | 'workspace';
  readonly needs?: string;
}
const ENTRIES: readonly Entry[] = [
  { key: 'profile', link: '/settings/profile', icon: 'person', group: 'personal' },
  { key: 'company', link: '/settings/company', icon: 'customers', group: 'workspace', needs: 'workspace.update' },
  { key: 'options', link: '/settings/options', icon: 'list', group: 'workspace', needs: 'option.update' },
  { key: 'pipelines', link: '/pipelines', icon: 'kanban', group: 'workspace', needs: 'pipeline.update' },
  { key: 'people', link: '/users', icon: 'group', group: 'workspace', needs: 'user.update' },
  { key: 'imports', link: '/imports', icon: 'upload', group: 'workspace', needs: 'customer.import' },
  { key: 'audit', link: '/audit', icon: 'history', group: 'workspace', needs: 'audit.read' },
  { key: 'sample', link: '/settings/company', icon: 'bolt', group: 'workspace', needs: 'sample.manage' },
];

/** Every setting, to be found by its words. */
@Component({
  selector: 'crm-settings-home',
  imports: [Icon, RouterLink, T],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <h1>{{ 'setting.many' | t }}</h1>
    <label class="search"><crm-icon name="search" /><input type="search" [placeholder]="'setting.search' | t" [attr.aria-label]="'setting.search' | t" (input)="asked.set($any($event.target).value)" /></label>
    @for (group of groups(); track group.name) {
      <h2>{{ 'setting.' + group.name | t }}</h2>
      <nav>@for (one of group.entries; track one.key) { <a [routerLink]="one.link"><crm-icon [name]="one.icon" /><span><b>{{ one.title }}</b>{{ one.says }}</span></a> }</nav>
    } @empty { <p role="status">{{ 'setting.none' | t }}</p> }
  `,
  styles: `
    :host { display: block; height: 100%; box-sizing: border-box; overflow: auto; padding: 16px 20px; } h1 { margin: 4px 0 12px; font-size: 20px; font-weight: 600; } h2 { margin: 20px 0 8px; font-size: 13px; font-weight: 500; color: var(--mat-sys-on-surface-variant); }
    .search { display: flex; align-items: center; gap: 8px; max-width: 420px; height: 36px; padding: 0 12px; border: 1px solid var(--mat-sys-outline); border-radius: 8px; background: var(--mat-sys-surface); } input { flex: 1; min-width: 0; border: 0; outline: 0; background: none; color: inherit; font: inherit; } .search:focus-within { border-color: var(--mat-sys-primary); }
    nav { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(300px, 100%), 1fr)); gap: 12px; max-width: 1000px; } a { display: flex; gap: 12px; padding: 14px 16px; border: 1px solid var(--mat-sys-outline-variant); border-radius: 10px; background: var(--mat-sys-surface); color: inherit; text-decoration: none; } a:hover { border-color: var(--mat-sys-primary); }
    a crm-icon { color: var(--mat-sys-primary); } span { color: var(--mat-sys-on-surface-variant); font-size: 13px; } b { display: block; font-weight: 500; font-size: 14px; color: var(--mat-sys-on-surface); } p { color: var(--mat-sys-on-surface-variant); }
  `,
})
export class SettingsHome {
  private readonly session = inject(Session);
  private readonly words = inject(Words);
  protected readonly asked = signal('');
  protected readonly groups = computed(() => {
    const asked = this.asked().trim().toLowerCase();
    const mine = ENTRIES.filter(({ needs }) => !needs || this.session.can(needs)).map((one) => ({ ...one, title: this.words.t(`setting.${one.key}`), says: this.words.t(one.key === 'sample' ? 'sample.hint' : `setting.${one.key}Says`) }));
    const found = mine.filter(({ title, says }) => `${title} ${says}`.toLowerCase().includes(asked));
    return (['personal', 'workspace'] as const).map((name) => ({ name, entries: found.filter(({ group }) => group === name) })).filter(({ entries }) => entries.length > 0);
  });
}
