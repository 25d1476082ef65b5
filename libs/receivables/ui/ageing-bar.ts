import { HttpClient } from '@angular/common/http';
import { ChangeDetectionStrategy, Component, computed, inject, resource } from '@angular/core';
import { toSignal } from '@angular/core/rxjs-interop';
import { ActivatedRoute, RouterLink } from '@angular/router';
import { firstValueFrom } from 'rxjs';
import { Formats, T } from '#kernel/ui';
import { Records, type Query } from '#workbench/ui';
import { AGES, daysOfAge, type Age, type AgeSum } from '#receivables/model';

/** What a bucket adds nothing to: the rest of the address goes with it. */
const OWN = ['status', 'dueOn', 'dueOn.gte', 'dueOn.lte', 'dueOn.lt', 'sort', 'view', 'columns', 'totals', 'age', 'deleted', 'after', 'q'];

/** What is outstanding by how long it is overdue; each bucket shows its rows. */
@Component({
  selector: 'crm-ageing-bar',
  imports: [RouterLink, T],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <ul [attr.aria-label]="'receivable.ageing' | t">
      @for (one of buckets(); track one.age) {
        <li><a [routerLink]="[]" [queryParams]="one.query" [class.on]="one.on" [attr.aria-current]="one.on ? 'true' : null" [attr.data-age]="one.age">
          <span>{{ 'receivable.age.' + one.age | t }}</span><b>{{ one.amount }}</b><small>{{ one.rows ? ('receivable.rows' | t: { n: one.rows }) : '' }}</small>
        </a></li>
      }
    </ul>
  `,
  styles: `
    :host { display: block; background: var(--mat-sys-surface); } li { display: grid; } ul { display: grid; grid-template-columns: repeat(6, minmax(124px, 1fr)); gap: 8px; margin: 0; padding: 12px 24px 0; list-style: none; overflow-x: auto; }
    a { display: grid; padding: 8px 12px; border: 1px solid var(--mat-sys-outline-variant); border-top: 3px solid var(--tone); border-radius: 8px; color: inherit; text-decoration: none; background: var(--mat-sys-surface); --tone: light-dark(#8fa4c4, #63738f); } a:hover, .on { border-color: var(--mat-sys-primary); border-top-color: var(--tone); } .on { background: var(--mat-sys-secondary-container); }
    span, small { font-size: 12px; color: var(--mat-sys-on-surface-variant); } small { min-height: 18px; } b { font-size: 16px; line-height: 24px; font-weight: 600; font-variant-numeric: tabular-nums; white-space: nowrap; }
    [data-age='1-30'] { --tone: #e0b13c; } [data-age='31-60'] { --tone: #dd8a2e; } [data-age='61-90'] { --tone: #d5672c; } [data-age='91-180'] { --tone: #c8442f; } [data-age='over-180'] { --tone: #a6211a; } @media (max-width: 767px) { ul { padding: 10px 12px 0; } }
  `,
})
export class AgeingBar {
  private readonly http = inject(HttpClient);
  private readonly records = inject(Records);
  private readonly formats = inject(Formats);
  private readonly params = toSignal(inject(ActivatedRoute).queryParams, { requireSync: true });
  /** The filters of the list beside those of a bucket. */
  private readonly rest = computed<Query>(() => Object.fromEntries(Object.entries(this.params() as Query).filter(([key]) => !OWN.includes(key))), { equal: (a, b) => JSON.stringify(a) === JSON.stringify(b) });
  private readonly sums = resource({
    params: () => ({ rest: this.rest(), changes: this.records.changes() }),
    loader: ({ params: { rest } }) => firstValueFrom(this.http.get<{ items: readonly AgeSum[] }>('/api/v1/receivables/ageing', { params: rest })),
  });
  protected readonly buckets = computed(() => AGES.map((age) => this.bucket(age, (this.sums.hasValue() ? this.sums.value().items : []).filter((sum) => sum.age === age))));

  private bucket(age: Age, sums: readonly AgeSum[]) {
    const { from, to } = daysOfAge(age, this.formats.today);
    const days: Query = { ...(from ? { 'dueOn.gte': from } : {}), ...(to ? { 'dueOn.lte': to } : {}) };
    const on = (this.params() as Query)['dueOn.gte'] === days['dueOn.gte'] && (this.params() as Query)['dueOn.lte'] === days['dueOn.lte'] && 'status' in this.params();
    const query: Query = on ? this.rest() : { ...this.rest(), status: 'pending,partly', ...days };
    return { age, on, query, rows: sums.reduce((all, { count }) => all + count, 0), amount: sums.length === 0 ? '—' : sums.map(({ amount, currency }) => this.formats.money(amount, currency, true)).join(' · ') };
  }
}
