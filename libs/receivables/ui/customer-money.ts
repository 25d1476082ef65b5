import { HttpClient } from '@angular/common/http';
import { ChangeDetectionStrategy, Component, computed, inject, input, resource } from '@angular/core';
import { RouterLink } from '@angular/router';
import { firstValueFrom } from 'rxjs';
import type { RecordView } from '#kernel/model';
import { T } from '#kernel/ui';
import { Records, RelatedCard } from '#workbench/ui';
import { InvoiceTitle, type AgeSum } from '#receivables/model';
import { TITLE_FORM } from './forms.ts';
import { MoneyFigures, type Figure } from './money-figures.ts';

interface Sums {
  readonly sums: readonly { readonly field: string; readonly currency: string; readonly sum: number }[];
}
const SIGNED = 'signed,active,expired,completed,terminated,archived';

/** What a customer signed, still owes, and owes for too long; and in whose name they want invoices. */
@Component({
  selector: 'crm-customer-money',
  imports: [MoneyFigures, RelatedCard, RouterLink, T],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <section>
      <header><h2>{{ 'receivable.standing.title' | t }}</h2><a routerLink="/receivables" [queryParams]="{ customerId: record().id, status: 'pending,partly' }">{{ 'ui.showAll' | t }}</a></header>
      @if (figures().length > 0) { <crm-money-figures [figures]="figures()" /> } @else if (found.hasValue()) { <p>{{ 'ui.noneYet' | t }}</p> }
    </section>
    <crm-related-card [of]="title" [query]="query()" [shows]="['taxNumber', 'standard']" [layout]="layout" [start]="query()" />
  `,
  styles: `
    :host { display: grid; gap: 12px; } section { padding: 8px 16px 12px; border: 1px solid var(--mat-sys-outline-variant); border-radius: 10px; background: var(--mat-sys-surface); } header { display: flex; align-items: center; min-height: 40px; } h2 { flex: 1; margin: 0; font-size: 14px; font-weight: 600; }
    a { font-size: 13px; color: var(--mat-sys-primary); text-decoration: none; } a:hover { text-decoration: underline; } p { margin: 0; font-size: 13px; color: var(--mat-sys-on-surface-variant); }
  `,
})
export class CustomerMoney {
  readonly record = input.required<RecordView>();
  private readonly http = inject(HttpClient);
  private readonly records = inject(Records);
  protected readonly title = InvoiceTitle;
  protected readonly layout = TITLE_FORM;
  protected readonly query = computed(() => ({ customerId: this.record().id }));
  protected readonly found = resource({
    params: () => ({ customerId: this.record().id, changes: this.records.changes() }),
    loader: async ({ params: { customerId } }) => {
      const signed = firstValueFrom(this.http.get<Sums>('/api/v1/sums/contract', { params: { fields: 'amount,receivable', customerId, stage: SIGNED } }));
      const ages = firstValueFrom(this.http.get<{ items: readonly AgeSum[] }>('/api/v1/receivables/ageing', { params: { customerId } }));
      return { sums: (await signed).sums, ages: (await ages).items };
    },
  });
  protected readonly figures = computed((): Figure[] => {
    if (!this.found.hasValue()) return [];
    const { sums, ages } = this.found.value();
    const late = Map.groupBy(ages.filter(({ age }) => age !== 'not-due'), ({ currency }) => currency);
    const currencies = [...new Set(sums.filter(({ sum }) => sum !== 0).map(({ currency }) => currency))];
    const of = (field: string, currency: string) => sums.find((one) => one.field === field && one.currency === currency)?.sum ?? 0;
    return currencies.flatMap((currency): Figure[] => {
      const overdue = (late.get(currency) ?? []).reduce((all, { amount }) => all + amount, 0);
      return [
        { key: 'won', amount: of('amount', currency), currency },
        { key: 'receivable', amount: of('receivable', currency), currency },
        { key: 'overdue', amount: overdue, currency, ...(overdue > 0 ? { tone: 'danger' as const } : {}) },
      ];
    });
  });
}
