import { httpResource } from '@angular/common/http';
import { ChangeDetectionStrategy, Component, computed, inject, input } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { Router } from '@angular/router';
import { Formats, Problems, T, Words } from '#kernel/ui';
import { ChartCard, type ChartRow } from '#workbench/ui';
import { itemsOf, MEASURES, type MoneyReport, type MoneyReportName, type ReportItem, type ReportSection } from '#reports/model';
import { ReportAddress } from './report-address.ts';
import { ReportFigures } from './report-figures.ts';
import { ReportHead } from './report-head.ts';
import { behind } from './report-links.ts';
import { ReportNumbers } from './report-numbers.ts';
import { PLANS, type Card } from './report-plans.ts';
import { ReportTabs } from './report-tabs.ts';

/** A report on contracts, receivables or stock; every figure and every mark leads to the list behind it. */
@Component({
  selector: 'crm-money-page',
  imports: [ChartCard, MatButton, ReportFigures, ReportHead, ReportTabs, T],
  changeDetection: ChangeDetectionStrategy.OnPush,
  templateUrl: './money-page.html',
  styleUrl: './money-page.scss',
})
export class MoneyPage {
  /** Which one; from the route. */
  readonly name = input.required<MoneyReportName>();
  private readonly router = inject(Router);
  private readonly problems = inject(Problems);
  private readonly words = inject(Words);
  private readonly formats = inject(Formats);
  private readonly numbers = inject(ReportNumbers);

  protected readonly plan = computed(() => PLANS[this.name()]);
  protected readonly address = new ReportAddress(() => this.plan().period);
  protected readonly report = httpResource<MoneyReport>(() => ({ url: `/api/v1/reports/${this.name()}`, params: { ...this.address.asked() } }));
  protected readonly failure = computed(() => (this.report.error() ? this.problems.say(this.report.error()) : null));
  protected readonly now = computed(() => (this.report.hasValue() ? this.report.value() : null));
  protected readonly figures = computed(() => itemsOf(this.now(), 'figures'));
  protected readonly costHidden = computed(() => this.name() === 'stock' && !this.figures().some(({ key }) => key === 'stockCost'));
  protected readonly axis = computed(() => {
    this.words.language();
    return (value: number) => this.formats.money(value, this.now()?.currency, true);
  });
  protected readonly figureLink = (item: ReportItem) => behind(this.name(), { key: 'figures', by: 'figure' }, item, this.address.asked(), this.formats.today);
  protected readonly cards = computed(() => this.plan().cards.map((card) => this.card(card)));

  protected open({ section, by }: { section: string; by: ReportSection['by'] }, index: number): void {
    const item = itemsOf(this.now(), section)[index];
    if (!item) return;
    const { path, query } = behind(this.name(), { key: section, by }, item, this.address.asked(), this.formats.today);
    void this.router.navigate([path], { queryParams: query });
  }

  private card(card: Card) {
    const report = this.now();
    const { by = 'month' as const, measures = [], items = [] } = report?.sections.find(({ key }) => key === card.section) ?? {};
    const drawn = (card.draws ?? measures.filter((name) => !(name in MEASURES))).filter((name) => measures.includes(name));
    const rows = items.map((item): ChartRow => ({
      label: this.numbers.label({ by }, item) + (item.unpriced > 0 ? ` (${this.words.t('report.unpriced', { n: this.formats.number(item.unpriced) })})` : ''),
      values: drawn.map((name) => item.amounts[name] ?? 0),
      texts: measures.map((name) => this.numbers.say(item, name, report?.currency ?? '')),
    })); // prettier-ignore
    const say = (name: string) => this.words.t(`report.measure.${name}`);
    return {
      key: card.section, section: card.section, by, rows, title: this.words.t(`report.section.${this.name()}.${card.section}`), reading: this.reading(items, by, card.reads ?? drawn[0] ?? ''), series: drawn.map(say), columns: measures.map(say),
      kind: card.kind ?? ('columns' as const), stacked: card.stacked ?? false, colors: card.colors ?? [], table: card.table ?? false, wide: card.wide ?? false,
    }; // prettier-ignore
  }
  /** The largest, in a sentence. */
  private reading(items: readonly ReportItem[], by: ReportSection['by'], measure: string): string {
    const best = items.toSorted((a, b) => (b.amounts[measure] ?? 0) - (a.amounts[measure] ?? 0))[0];
    return best && (best.amounts[measure] ?? 0) > 0 ? this.words.t('report.top', { name: this.numbers.label({ by }, best), amount: this.numbers.say(best, measure, this.now()?.currency ?? '') }) : '';
  }
}
