import { ChangeDetectionStrategy, Component, input, output } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { RouterLink } from '@angular/router';
import { T } from '#kernel/ui';
import type { Query } from './records.ts';

/** Whose records the first page is about. */
export type HomeScope = 'mine' | 'all';

/** A card of the first page: its name, the way to all of it, and its own waiting, failing and emptiness. */
@Component({
  selector: 'crm-home-card',
  imports: [MatButton, RouterLink, T],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <header><h2>{{ title() }}</h2> @if (link(); as to) { <a [routerLink]="to" [queryParams]="query()">{{ 'ui.showAll' | t }}</a> }</header>
    @if (state() === 'error') { <p role="alert">{{ 'problem.unexpected' | t }} <button matButton (click)="retried.emit()">{{ 'ui.retry' | t }}</button></p> }
    @else if (state() === 'loading') { <div class="skeleton" aria-hidden="true"><i></i><i></i><i></i></div> }
    @else if (state() === 'empty') { <p>{{ empty() }}</p> }
    @else { <ng-content /> }
  `,
  styles: `
    :host { display: block; min-width: 0; padding: 6px 16px 14px; border: 1px solid var(--mat-sys-outline-variant); border-radius: 10px; background: var(--mat-sys-surface); box-sizing: border-box; }
    header { display: flex; align-items: center; min-height: 40px; } h2 { flex: 1; margin: 0; font-size: 15px; font-weight: 600; } header a { font-size: 13px; color: var(--mat-sys-primary); text-decoration: none; } header a:hover { text-decoration: underline; } @media (pointer: coarse) { header a { padding: 11px 0 11px 16px; } } p { margin: 4px 0; color: var(--mat-sys-on-surface-variant); }
    .skeleton { display: grid; gap: 10px; i { height: 32px; border-radius: 6px; background: var(--mat-sys-secondary-container); opacity: 0.6; animation: appear 0.15s 0.15s both; } } @keyframes appear { from { opacity: 0; } }
  `,
})
export class HomeCard {
  readonly title = input.required<string>();
  readonly state = input.required<'loading' | 'error' | 'empty' | 'ready'>();
  readonly empty = input('');
  readonly link = input<string | null>(null);
  readonly query = input<Query>({});
  readonly retried = output();
}

/** The state of a card by what it loads. */
export const stateOf = (status: string, count: number): 'loading' | 'error' | 'empty' | 'ready' => (status === 'error' ? 'error' : status === 'idle' || status === 'loading' ? 'loading' : count === 0 ? 'empty' : 'ready');
