import type { NamedSum, ReportItem, SalesReport, Sum } from '#reports/model';
import type { FiledReport, FiledSection } from './report-file.ts';

const AMOUNT = ['amount'] as const;
const item = (key: string, amounts: ReportItem['amounts'], count = 0): ReportItem => ({ key, count, unpriced: 0, amounts });
const named = ({ of, count, amount }: NamedSum): ReportItem => ({ ...item(of?.id ?? '', { amount }, count), of });
const month = ({ period, count, amount }: Sum & { readonly period: string }): ReportItem => item(period, { amount }, count);

/** The sales report as the lines of a file. */
export function salesSheet({ from, to, currency, unpriced, ...r }: SalesReport): FiledReport {
  const figures: ReportItem[] = [
    { ...item('won', { amount: r.won.amount }, r.won.count), unpriced }, item('lost', {}, r.lost), item('invalid', {}, r.invalid), item('winRate', { rate: r.winRate }),
    item('averageWon', { amount: r.averageWon === null ? null : Math.round(r.averageWon) }), item('cycleMedian', { days: r.cycle.median }), item('cycleMean', { days: r.cycle.mean }),
    item('open', { amount: r.open.amount, weighted: r.open.weighted }, r.open.count),
  ]; // prettier-ignore
  const sections: FiledSection[] = [
    { key: 'figures', by: 'figure', measures: ['amount', 'weighted', 'rate', 'days'], items: figures },
    { key: 'byMonth', by: 'month', measures: AMOUNT, items: r.byMonth.map(month) }, { key: 'byQuarter', by: 'month', measures: AMOUNT, items: r.byQuarter.map(month) },
    { key: 'byOwner', by: 'owner', measures: AMOUNT, items: r.byOwner.map(named) }, { key: 'byTeam', by: 'team', measures: AMOUNT, items: r.byTeam.map(named) },
    { key: 'byProduct', by: 'product', measures: AMOUNT, items: r.byProduct.map(named) }, { key: 'byCustomer', by: 'customer', measures: AMOUNT, items: r.byCustomer.map(named) },
    { key: 'pipeline', by: 'deal-stage', measures: ['amount', 'weighted'], items: r.pipeline.map(({ stage, count, amount, weighted }) => ({ ...item(stage.id, { amount, weighted }, count), of: stage })) },
    { key: 'funnel', by: 'deal-stage', measures: ['rate'], items: r.funnel.map(({ stage, reached, share }) => ({ ...item(stage.id, { rate: share }, reached), of: stage })) },
  ]; // prettier-ignore
  return { name: 'sales', from, to, currency, sections };
}
