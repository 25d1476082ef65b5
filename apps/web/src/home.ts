import { ChangeDetectionStrategy, Component, computed, inject } from '@angular/core';
import { RouterLink } from '@angular/router';
import { Icon, Session, T } from '#kernel/ui';
import { Checklist } from './checklist.ts';
import { SampleBanner } from './sample-banner.ts';
import { SECTIONS } from './sections.ts';

/** The first page after signing in: where to go. */
@Component({
  selector: 'crm-home',
  imports: [Checklist, Icon, RouterLink, SampleBanner, T],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <h1>{{ session.me()?.workspace?.name }}</h1>
    <crm-sample-banner />
    <crm-checklist />
    <nav>@for (room of rooms(); track room.path) { <a [routerLink]="['/', room.path]"><crm-icon [name]="room.icon" />{{ room.label | t }}</a> }</nav>
  `,
  styles: `
    :host { display: block; padding: 24px 20px; overflow: auto; height: 100%; box-sizing: border-box; } h1 { margin: 0 0 16px; font-size: 20px; font-weight: 600; }
    nav { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(220px, 100%), 1fr)); gap: 12px; max-width: 960px; }
    a { display: flex; align-items: center; gap: 12px; min-height: 64px; padding: 0 16px; border: 1px solid var(--mat-sys-outline-variant); border-radius: 10px; background: var(--mat-sys-surface); color: inherit; text-decoration: none; font-weight: 500; }
    a:hover { border-color: var(--mat-sys-primary); } crm-icon { color: var(--mat-sys-primary); }
  `,
})
export class Home {
  protected readonly session = inject(Session);
  protected readonly rooms = computed(() => SECTIONS.filter(({ needs }) => this.session.can(needs)));
}
