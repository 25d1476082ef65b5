import { HttpClient } from '@angular/common/http';
import { ChangeDetectionStrategy, Component, computed, inject, input, resource } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { RouterLink } from '@angular/router';
import { firstValueFrom } from 'rxjs';
import { Formats, Icon, T, Words, type IconName } from '#kernel/ui';
import { Records, type HomeScope, type Query } from '#workbench/ui';
import { endOfWeek } from './home-week.ts';

interface Worth {
  readonly items: readonly { readonly currency: string; readonly count: number }[];
  /** Together in the workspace's currency. */
  readonly base: { readonly currency: string; readonly amount: number; readonly unpriced: number } | null;
}

/** What is open, what closes this week, what stands still and what was won: each a way to its list. */
@Component({
  selector: 'crm-home-figures',
  imports: [Icon, MatButton, RouterLink, T],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    @if (worth.status() === 'error') { <p role="alert">{{ 'problem.unexpected' | t }} <button matButton (click)="worth.reload()">{{ 'ui.retry' | t }}</button></p> }
    @for (one of figures(); track one.key) {
      <a routerLink="/opportunities" [queryParams]="one.query" [class.warn]="one.key === 'stale' && one.count > 0">
        <span><crm-icon [name]="one.icon" /> {{ 'opportunity.home.' + one.key | t }}</span>
        @if (one.ready) { <b>{{ formats.number(one.count) }}</b><small>{{ one.amount }}</small> } @else { <b class="wait" aria-hidden="true"></b><small></small> }
      </a>
    }
  `,
  styles: `
    :host { display: grid; grid-template-columns: repeat(4, minmax(0, 1fr)); gap: 12px; } a { display: grid; gap: 2px; padding: 12px 16px; border: 1px solid var(--mat-sys-outline-variant); border-radius: 10px; background: var(--mat-sys-surface); color: inherit; text-decoration: none; } a:hover { border-color: var(--mat-sys-primary); }
    span { display: flex; align-items: center; gap: 8px; font-size: 13px; color: var(--mat-sys-on-surface-variant); } crm-icon { width: 18px; height: 18px; } b { font-size: 24px; line-height: 32px; font-weight: 600; font-variant-numeric: tabular-nums; } small { min-height: 18px; font-size: 13px; color: var(--mat-sys-on-surface-variant); font-variant-numeric: tabular-nums; }
    .warn b { color: light-dark(#8a5300, #ffca7a); } .wait { width: 56px; height: 24px; margin: 4px 0; border-radius: 6px; background: var(--mat-sys-secondary-container); } p { grid-column: 1 / -1; margin: 0; }
    @media (max-width: 1023px) { :host { grid-template-columns: repeat(2, minmax(0, 1fr)); } }
  `,
})
export class HomeFigures {
  readonly scope = input.required<HomeScope>();
  private readonly http = inject(HttpClient);
  private readonly records = inject(Records);
  private readonly words = inject(Words);
  protected readonly formats = inject(Formats);
  private readonly asked = computed((): readonly { key: string; icon: IconName; query: Query }[] => {
    const whose: Query = this.scope() === 'mine' ? { ownerId: 'me' } : {};
    return [
      { key: 'open', icon: 'opportunities', query: { status: 'open', ...whose } },
      { key: 'closing', icon: 'event', query: { status: 'open', 'expectedCloseOn.lte': endOfWeek(this.formats.today), sort: 'expectedCloseOn', ...whose } },
      { key: 'stale', icon: 'schedule', query: { stale: 'true', ...whose } },
      { key: 'won', icon: 'money', query: { status: 'won', closedOn: 'this-month', sort: '-closedOn', ...whose } },
    ];
  });
  protected readonly worth = resource({
    params: () => ({ asked: this.asked(), changes: this.records.changes() }),
    loader: ({ params: { asked } }) => Promise.all(asked.map(({ query }) => firstValueFrom(this.http.get<Worth>('/api/v1/opportunities/worth', { params: without(query, 'sort') })))),
  });
  protected readonly figures = computed(() =>
    this.asked().map((one, index) => {
      const { items, base } = (this.worth.hasValue() ? this.worth.value()[index] : undefined) ?? {};
      const unpriced = base && base.unpriced > 0 ? ` · ${this.words.t('opportunity.unpriced', { n: this.formats.number(base.unpriced) })}` : '';
      return { ...one, ready: Boolean(items), count: items?.reduce((sum, { count }) => sum + count, 0) ?? 0, amount: base && items?.length ? this.formats.money(base.amount, base.currency, true) + unpriced : '' };
    }),
  );
}

const without = (query: Query, name: string): Query => Object.fromEntries(Object.entries(query).filter(([key]) => key !== name));
