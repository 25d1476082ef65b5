import { ChangeDetectionStrategy, Component, computed, inject, input, resource } from '@angular/core';
import { RouterLink } from '@angular/router';
import { daysBetween, type Named } from '#kernel/model';
import { Formats, T, Words } from '#kernel/ui';
import { HomeCard, Records, stateOf, type HomeScope, type Query } from '#workbench/ui';
import { Contract } from '#contracts/model';

type Row = Contract & { readonly customer: Named | null };
const SIZE = 6;

/** Contracts that end within sixty days. */
@Component({
  selector: 'crm-home-contracts',
  imports: [HomeCard, RouterLink, T],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <crm-home-card [title]="'contract.home.expiring' | t" [state]="state()" [empty]="'contract.home.none' | t" link="/contracts" [query]="query()" (retried)="list.reload()">
      @for (row of rows(); track row.id) {
        <a [routerLink]="['/contracts', row.id]"><span><b>{{ row.name }}</b><small>{{ row.customer?.name }}</small></span><span class="fact"><b>{{ formats.day(row.endsOn ?? '') }}</b><small>{{ days(row) }}</small></span></a>
      }
    </crm-home-card>
  `,
  styles: `
    :host { display: contents; } a { display: flex; align-items: center; gap: 12px; padding: 7px 0; color: inherit; text-decoration: none; } a + a { border-top: 1px solid var(--mat-sys-outline-variant); } a:hover span:first-child b { color: var(--mat-sys-primary); }
    span { flex: 1; min-width: 0; } b, small { display: block; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; } b { font-weight: 500; } small { font-size: 12px; line-height: 18px; color: var(--mat-sys-on-surface-variant); } .fact { flex: none; text-align: end; font-variant-numeric: tabular-nums; }
  `,
})
export class HomeContracts {
  readonly scope = input.required<HomeScope>();
  private readonly records = inject(Records);
  private readonly words = inject(Words);
  protected readonly formats = inject(Formats);
  protected readonly query = computed((): Query => ({ expiring: 'true', sort: 'endsOn', ...(this.scope() === 'mine' ? { ownerId: 'me' } : {}) }));
  protected readonly list = resource({ params: () => ({ query: this.query(), changes: this.records.changes() }), loader: ({ params }) => this.records.list(Contract, { ...params.query, size: String(SIZE) }) });
  protected readonly rows = computed(() => (this.list.hasValue() ? this.list.value().items : []) as Row[]);
  protected readonly state = computed(() => stateOf(this.list.hasValue() ? 'resolved' : this.list.status(), this.rows().length));
  protected days = ({ endsOn }: Row): string => this.words.t('contract.daysLeft', { n: daysBetween(this.formats.today, endsOn ?? this.formats.today) });
}
