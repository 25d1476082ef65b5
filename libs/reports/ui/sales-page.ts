import { httpResource } from '@angular/common/http';
import { ChangeDetectionStrategy, Component, computed, inject } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { Router } from '@angular/router';
import type { Named } from '#kernel/model';
import { Formats, Problems, T, Words } from '#kernel/ui';
import { type Query, ChartCard, type ChartRow } from '#workbench/ui';
import { ReportAddress } from './report-address.ts';
import { ReportHead } from './report-head.ts';
import { ReportTabs } from './report-tabs.ts';
import { StageMonths } from './stage-months.ts';
import type { NamedSum, SalesReport, Sum } from '#reports/model';

/** The sales report of a period; every mark leads to the deals behind it. */
@Component({
  selector: 'crm-sales-page',
  imports: [ChartCard, MatButton, ReportHead, ReportTabs, StageMonths, T],
  changeDetection: ChangeDetectionStrategy.OnPush,
  templateUrl: './sales-page.html',
  styleUrl: './sales-page.scss',
})
export class SalesPage {
  private readonly router = inject(Router);
  private readonly problems = inject(Problems);
  protected readonly words = inject(Words);
  protected readonly formats = inject(Formats);

  protected readonly address = new ReportAddress(() => 'this-year');
  private readonly span = this.address.span;
  private readonly ever = this.address.ever;
  protected readonly report = httpResource<SalesReport>(() => ({ url: '/api/v1/reports/sales', params: { ...this.span() } }));
  protected readonly failure = computed(() => (this.report.error() ? this.problems.say(this.report.error()) : null));
  protected readonly now = computed(() => (this.report.hasValue() ? this.report.value() : null));

  protected readonly money = (amount: number) => this.formats.money(amount, this.now()?.currency);
  protected readonly axis = computed(() => {
    this.words.language();
    return (value: number) => this.formats.money(value, this.now()?.currency, true);
  });
  protected readonly plain = (value: number) => this.formats.number(value);
  protected readonly moneySeries = computed(() => [this.words.t('report.amount')]);

  protected readonly months = computed(() => this.sums(this.now()?.byMonth ?? [], ({ period }) => period));
  protected readonly quarters = computed(() => this.sums(this.now()?.byQuarter ?? [], ({ period }) => this.words.t('report.quarter', { q: period.slice(6), year: period.slice(0, 4) })));
  protected readonly owners = computed(() => this.named(this.now()?.byOwner));
  protected readonly teams = computed(() => this.named(this.now()?.byTeam));
  protected readonly products = computed(() => this.named(this.now()?.byProduct));
  protected readonly customers = computed(() => this.named(this.now()?.byCustomer?.filter(({ of }) => of).slice(0, 10)));
  protected readonly stages = computed((): ChartRow[] =>
    (this.now()?.pipeline ?? []).map(({ stage, amount, weighted }) => ({ label: this.stageName(stage), values: [amount, weighted], texts: [this.money(amount), this.money(weighted)] })),
  );
  protected readonly funnel = computed((): ChartRow[] =>
    (this.now()?.funnel ?? []).map(({ stage, reached, share }) => ({ label: this.stageName(stage), values: [reached], texts: [`${this.plain(reached)} (${Math.round(share * 100)}%)`] })),
  );
  protected readonly stageSeries = computed(() => [this.words.t('report.amount'), this.words.t('report.weightedAmount')]);
  protected readonly funnelSeries = computed(() => [this.words.t('report.reached')]);
  protected readonly rate = (share: number | null) => (share === null ? '—' : `${(share * 100).toFixed(2)}%`);

  protected top(rows: readonly ChartRow[]): string {
    const best = rows.toSorted((a, b) => (b.values[0] ?? 0) - (a.values[0] ?? 0))[0];
    return best ? this.words.t('report.top', { name: best.label, amount: best.texts[0] }) : '';
  }
  /** Opens the won deals behind a mark. */
  protected openWon(query: Query): void {
    const { from, to } = this.span();
    void this.router.navigate(['/opportunities'], { queryParams: { status: 'won', ...(this.ever() ? {} : { 'closedOn.gte': from, 'closedOn.lte': to }), sort: '-closedOn', ...query } });
  }
  protected openOf(field: string, sums: readonly NamedSum[] | undefined, index: number): void {
    const of = sums?.[index]?.of;
    this.openWon(of ? { [field]: of.id } : field === 'productId' ? {} : { [`${field}.empty`]: 'true' });
  }
  protected openMonth(index: number): void {
    const period = this.now()?.byMonth[index]?.period;
    if (period) this.openWon(this.monthsFrom(period, 1));
  }
  protected openQuarter(index: number): void {
    const period = this.now()?.byQuarter[index]?.period;
    if (period) this.openWon(this.monthsFrom(`${period.slice(0, 4)}-${String(Number(period.slice(6)) * 3 - 2).padStart(2, '0')}`, 3));
  }
  protected openStage(index: number): void {
    const stage = this.now()?.pipeline[index]?.stage;
    if (stage) void this.router.navigate(['/opportunities'], { queryParams: { status: 'open', stageId: stage.id } });
  }
  protected openCohort(): void {
    const { from, to } = this.span();
    void this.router.navigate(['/opportunities'], { queryParams: this.ever() ? {} : { 'openedOn.gte': from, 'openedOn.lte': to } });
  }
  protected topCustomers = () => this.now()?.byCustomer.filter(({ of }) => of);

  /** First and last day of months from 'yyyy-MM' on. */
  private monthsFrom(month: string, months: number): Query {
    const [year = 0, index = 1] = month.split('-').map(Number);
    const last = new Date(Date.UTC(year, index - 1 + months, 0)).toISOString().slice(0, 10);
    return { 'closedOn.gte': `${month}-01`, 'closedOn.lte': last };
  }
  private stageName = (stage: Named) => this.formats.named(stage);
  private named = (sums: readonly NamedSum[] = []) => this.sums(sums, ({ of }) => of?.name ?? this.words.t('report.nobody'));
  private sums<S extends Sum>(all: readonly S[], label: (one: S) => string): ChartRow[] {
    return all.map((one) => ({ label: label(one), values: [one.amount], texts: [this.money(one.amount)] }));
  }
}
