import { ChangeDetectionStrategy, Component, computed, inject, input, resource } from '@angular/core';
import { RouterLink } from '@angular/router';
import type { Named } from '#kernel/model';
import { Formats, T, Words } from '#kernel/ui';
import { Avatar, HomeCard, Records, stateOf, type HomeScope, type Query } from '#workbench/ui';
import { Opportunity } from '#opportunities/model';
import { endOfWeek } from './home-week.ts';
import { Stages } from './stages.ts';

type Deal = Opportunity & { readonly customer: Named | null; readonly owner: Named | null };
const SIZE = 6;

/** Deals that ask for something: those that close this week or should have, those that stand still, and the largest. */
@Component({
  selector: 'crm-home-deals',
  imports: [Avatar, HomeCard, RouterLink, T],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    @for (card of cards(); track card.key) {
      <crm-home-card [title]="'opportunity.home.card.' + card.key | t" [state]="card.state" [empty]="'opportunity.home.none.' + card.key | t" link="/opportunities" [query]="card.query" (retried)="lists.reload()">
        @for (row of card.rows; track row.deal.id) {
          <a class="row" [routerLink]="['/opportunities', row.deal.id]">
            <span class="who"><b>{{ row.deal.name }}</b><small>{{ row.second }}</small></span>
            <span class="fact" [class.warn]="row.warn"><b>{{ row.amount }}</b><small>{{ row.fact }}</small></span>
            @if (scope() === 'all') { @if (row.deal.owner; as owner) { <crm-avatar [name]="owner.name" [round]="true" [title]="owner.name" /> } }
          </a>
        }
      </crm-home-card>
    }
  `,
  styles: `
    :host { display: contents; } .row { display: flex; align-items: center; gap: 12px; padding: 7px 0; color: inherit; text-decoration: none; } .row + .row { border-top: 1px solid var(--mat-sys-outline-variant); } .row:hover .who b { color: var(--mat-sys-primary); }
    .who { flex: 1; min-width: 0; } b, small { display: block; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; } b { font-weight: 500; } small { font-size: 12px; line-height: 18px; color: var(--mat-sys-on-surface-variant); } .fact { flex: none; text-align: end; font-variant-numeric: tabular-nums; } .warn small { color: light-dark(#a6211a, #ffa79f); }
  `,
})
export class HomeDeals {
  readonly scope = input.required<HomeScope>();
  private readonly records = inject(Records);
  private readonly words = inject(Words);
  private readonly stages = inject(Stages);
  private readonly formats = inject(Formats);
  private readonly asked = computed((): readonly { key: 'closing' | 'stale' | 'largest'; query: Query }[] => {
    const whose: Query = this.scope() === 'mine' ? { ownerId: 'me' } : {};
    return [
      { key: 'closing', query: { status: 'open', 'expectedCloseOn.lte': endOfWeek(this.formats.today), sort: 'expectedCloseOn', ...whose } },
      { key: 'stale', query: { stale: 'true', ...whose } },
      { key: 'largest', query: { status: 'open', sort: '-amount', ...whose } },
    ];
  });
  protected readonly lists = resource({
    params: () => ({ asked: this.asked(), changes: this.records.changes() }),
    loader: async ({ params: { asked } }) => Promise.all(asked.map(async ({ query }) => (await this.records.list(Opportunity, { ...query, size: String(SIZE) })).items as Deal[])),
  });
  protected readonly cards = computed(() =>
    this.asked().map(({ key, query }, index) => {
      const deals = this.lists.hasValue() ? (this.lists.value()[index] ?? []) : [];
      return { key, query, state: stateOf(this.lists.hasValue() ? 'resolved' : this.lists.status(), deals.length), rows: deals.map((deal) => this.row(key, deal)) };
    }),
  );

  private row(key: string, deal: Deal) {
    const stage = this.stages.one(deal.stageId);
    const overdue = deal.expectedCloseOn !== null && deal.expectedCloseOn < this.formats.today;
    const late = this.stages.late(deal);
    const closing = deal.expectedCloseOn ? this.formats.day(deal.expectedCloseOn) : '';
    return {
      deal, warn: key === 'closing' ? overdue : key === 'stale', fact: key === 'stale' ? this.words.t('opportunity.days', { n: late }) : closing,
      amount: deal.amount === null ? '—' : this.formats.money(deal.amount, deal.currency, true), second: [deal.customer?.name, stage ? this.stages.name(stage) : ''].filter(Boolean).join(' · '),
    }; // prettier-ignore
  }
}
