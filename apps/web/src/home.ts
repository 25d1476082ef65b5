import { NgComponentOutlet } from '@angular/common';
import { ChangeDetectionStrategy, Component, computed, inject, resource, signal } from '@angular/core';
import { RouterLink } from '@angular/router';
import { Icon, PanelRegistry, Session, T } from '#kernel/ui';
import { RecentCard, type HomeScope } from '#workbench/ui';
import { Checklist } from './checklist.ts';
import { SampleBanner } from './sample-banner.ts';
import { SECTIONS } from './sections.ts';

const STORED = 'rapport.home';

/** The first page after signing in: what asks for something today, and where to go. */
@Component({
  selector: 'crm-home',
  imports: [Checklist, Icon, NgComponentOutlet, RecentCard, RouterLink, SampleBanner, T],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <header>
      <h1>{{ session.me()?.workspace?.name }}</h1>
      @if (sees()) {
        <div role="group" [attr.aria-label]="'home.whose' | t">@for (one of scopes; track one) { <button type="button" [attr.aria-pressed]="scope() === one" (click)="show(one)">{{ 'home.' + one | t }}</button> }</div>
      }
    </header>
    <crm-sample-banner />
    <crm-checklist />
    @for (panel of figures.value() ?? []; track $index) { <ng-container *ngComponentOutlet="panel; inputs: inputs()" /> }
    <div class="cards">
      @for (panel of cards.value() ?? []; track $index) { <ng-container *ngComponentOutlet="panel; inputs: inputs()" /> }
      <crm-recent-card />
    </div>
    @if (rooms().length > 0 && bare) { <nav>@for (room of rooms(); track room.path) { <a [routerLink]="['/', room.path]"><crm-icon [name]="room.icon" />{{ room.label | t }}</a> }</nav> }
  `,
  styles: `
    :host { display: block; padding: 20px; overflow: auto; height: 100%; box-sizing: border-box; } :host > * { max-width: 1240px; } header { display: flex; flex-wrap: wrap; align-items: center; gap: 8px 16px; margin-bottom: 16px; } h1 { flex: 1; margin: 0; font-size: 20px; font-weight: 600; }
    header div { display: flex; padding: 2px; border: 1px solid var(--mat-sys-outline-variant); border-radius: 8px; background: var(--mat-sys-surface); } header button { min-height: 30px; padding: 0 14px; border: 0; border-radius: 6px; background: none; color: inherit; font: inherit; font-size: 13px; cursor: pointer; } @media (pointer: coarse) { header button { min-height: 44px; } } header button[aria-pressed='true'] { background: var(--mat-sys-primary-container); color: var(--mat-sys-on-primary-container); font-weight: 500; }
    .cards { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(360px, 100%), 1fr)); gap: 12px; margin-top: 12px; align-items: start; }
    nav { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(220px, 100%), 1fr)); gap: 12px; margin-top: 12px; } nav a { display: flex; align-items: center; gap: 12px; min-height: 56px; padding: 0 16px; border: 1px solid var(--mat-sys-outline-variant); border-radius: 10px; background: var(--mat-sys-surface); color: inherit; text-decoration: none; font-weight: 500; } nav a:hover { border-color: var(--mat-sys-primary); } nav crm-icon { color: var(--mat-sys-on-surface-variant); }
    @media (max-width: 767px) { :host { padding: 16px; } }
  `,
})
export class Home {
  protected readonly session = inject(Session);
  private readonly panels = inject(PanelRegistry);
  protected readonly scopes: readonly HomeScope[] = ['mine', 'all'];
  /** Whether somebody sees more than their own deals. */
  protected readonly sees = computed(() => (this.session.me()?.permissions['opportunity.read'] ?? 'own') !== 'own');
  private readonly chosen = signal(localStorage.getItem(STORED) as HomeScope | null);
  protected readonly scope = computed((): HomeScope => (this.sees() ? (this.chosen() ?? 'all') : 'mine'));
  protected readonly inputs = computed(() => ({ scope: this.scope() }));
  protected readonly rooms = computed(() => SECTIONS.filter(({ needs }) => this.session.can(needs)));
  protected readonly figures = resource({ loader: () => Promise.all(this.panels.of('home', 'highlight').map((panel) => panel.load())) });
  protected readonly cards = resource({ loader: () => Promise.all(this.panels.of('home', 'card').map((panel) => panel.load())) });

  /** Nobody sees a card here but those that everybody has. */
  protected readonly bare = this.panels.of('home', 'card').every(({ needs }) => needs === 'signed-in');

  protected show(scope: HomeScope): void {
    localStorage.setItem(STORED, scope);
    this.chosen.set(scope);
  }
}
