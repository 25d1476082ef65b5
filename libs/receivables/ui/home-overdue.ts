import { ChangeDetectionStrategy, Component, computed, inject, input, resource } from '@angular/core';
import { RouterLink } from '@angular/router';
import { addDays, daysBetween, type Named } from '#kernel/model';
import { Formats, T, Words } from '#kernel/ui';
import { HomeCard, Records, stateOf, type HomeScope, type Query } from '#workbench/ui';
import { OUTSTANDING, Receivable } from '#receivables/model';

type Row = Receivable & { readonly customer: Named | null };
const SIZE = 6;

/** What is overdue, the longest first. */
@Component({
  selector: 'crm-home-overdue',
  imports: [HomeCard, RouterLink, T],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <crm-home-card [title]="'receivable.home.overdue' | t" [state]="state()" [empty]="'receivable.home.none' | t" link="/receivables" [query]="query()" (retried)="list.reload()">
      @for (row of rows(); track row.id) {
        <a [routerLink]="['/receivables', row.id]"><span><b>{{ row.customer?.name }}</b><small>{{ row.name }}</small></span><span class="fact"><b>{{ formats.money(row.open, row.currency, true) }}</b><small class="late">{{ late(row) }}</small></span></a>
      }
    </crm-home-card>
  `,
  styles: `
    :host { display: contents; } a { display: flex; align-items: center; gap: 12px; padding: 7px 0; color: inherit; text-decoration: none; } a + a { border-top: 1px solid var(--mat-sys-outline-variant); } a:hover span:first-child b { color: var(--mat-sys-primary); }
    span { flex: 1; min-width: 0; } b, small { display: block; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; } b { font-weight: 500; } small { font-size: 12px; line-height: 18px; color: var(--mat-sys-on-surface-variant); } .fact { flex: none; text-align: end; font-variant-numeric: tabular-nums; } .late { color: light-dark(#a6211a, #ffa79f); }
  `,
})
export class HomeOverdue {
  readonly scope = input.required<HomeScope>();
  private readonly records = inject(Records);
  private readonly words = inject(Words);
  protected readonly formats = inject(Formats);
  protected readonly query = computed((): Query => ({ status: OUTSTANDING.join(','), 'dueOn.lte': addDays(this.formats.today, -1), ...(this.scope() === 'mine' ? { ownerId: 'me' } : {}) }));
  protected readonly list = resource({ params: () => ({ query: this.query(), changes: this.records.changes() }), loader: ({ params }) => this.records.list(Receivable, { ...params.query, size: String(SIZE) }) });
  protected readonly rows = computed(() => (this.list.hasValue() ? this.list.value().items : []) as Row[]);
  protected readonly state = computed(() => stateOf(this.list.hasValue() ? 'resolved' : this.list.status(), this.rows().length));
  protected late = ({ dueOn }: Row): string => this.words.t('receivable.late', { n: daysBetween(dueOn, this.formats.today) });
}
