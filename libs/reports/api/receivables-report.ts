import { Injectable } from '@nestjs/common';
import { and, isIn, sql, type Sql } from '#kernel/api';
import { addDays, daysBetween } from '#kernel/model';
import { AGES, collectionRate, daysOutstanding, type Age } from '#receivables/model';
import type { Asked, MoneyReport, ReportItem } from '#reports/model';
import { nothing, total, type Amounts } from './base-sums.ts';
import { SIGNED } from './contract-report.ts';
import { FigureQueries, type Adding, type Means } from './figures.queries.ts';

const OPEN = sql("r.`status` IN ('pending', 'partly')");
/** Every status but void: named one by one, so that an index by status and day serves. */
const PLANNED = isIn('r.`status`', ['waiting', 'pending', 'partly', 'done']);
const AMOUNT = { amount: sql('r.`amount`') };
/** Months of the forecast, this one included. */
const AHEAD = 12;
type Sums = Map<string, Amounts<'amount'>>;

/** What is outstanding and for how long, what is due in the months ahead, and how much of what was due came in (domain.md §9). */
@Injectable()
export class ReceivablesReport {
  constructor(private readonly figures: FigureQueries) {}

  async of(asked: Asked): Promise<MoneyReport> {
    const means = await this.figures.means(asked);
    const { today } = means;
    const plans = this.figures.mine('receivable', ['open', 'amount', 'dueOn', 'status', 'currency', 'customerId'], asked);
    const payments = this.figures.mine('payment', ['amount', 'receivedOn', 'approval', 'kind', 'currency', 'customerId'], asked);
    const open = { kind: 'receivable', where: and(plans, OPEN), on: sql('?', today) };
    const due: Adding<'amount'> = { kind: 'receivable', where: and(plans, PLANNED, between('dueOn', asked)), on: sql('r.`dueOn`'), measures: AMOUNT };
    const paid = and(payments, sql("r.`approval` = 'approved' AND r.`kind` = 'receipt'"), between('receivedOn', asked));
    const received: Adding<'amount'> = { kind: 'payment', where: paid, on: sql('r.`receivedOn`'), measures: AMOUNT };
    const aged = { ...open, measures: { amount: sql('r.`open`'), ...byAge(today) } };
    const [ages, months, byCustomer, byOwner, collection, signed] = await Promise.all([
      this.figures.sums({ ...open, key: ageOf(today), measures: { amount: sql('r.`open`') } }, means),
      this.figures.sums({ ...open, where: and(open.where, sql('r.`dueOn` >= ? AND r.`dueOn` < ?', today, lastMonth(today))), key: sql('SUBSTR(r.`dueOn`, 1, 7)'), measures: { amount: sql('r.`open`') } }, means),
      this.figures.largest('customerId', 'amount', aged, means), this.figures.largest('ownerId', 'amount', aged, means),
      this.collection(due, received, means), this.signed(asked, means),
    ]); // prettier-ignore
    const ageing = AGES.map((key, at) => ({ key, ...(ages.get(String(at)) ?? nothing(['amount'])) }));
    const forecast = [{ key: 'overdue', ...total(ageing.slice(1), ['amount']) }, ...[...months].map(([key, sum]) => ({ key, ...sum })).toSorted((a, b) => (a.key < b.key ? -1 : 1))];
    const outstanding = total(ageing, ['amount']);
    const days = daysOutstanding(outstanding.amounts.amount, signed.amounts.amount, daysBetween(asked.from, asked.to < today ? asked.to : today) + 1);
    const measures = ['due', 'received', 'rate'];
    const ageMeasures = ['amount', ...AGES];
    return {
      name: 'receivables', from: asked.from, to: asked.to, currency: means.currency,
      sections: [
        { key: 'figures', by: 'figure', measures: ['amount', 'rate', 'days'], items: [{ key: 'outstanding', ...outstanding }, { key: 'overdue', ...total(ageing.slice(1), ['amount']) }, ...collection.figures, { key: 'daysOutstanding', count: 0, unpriced: 0, amounts: { days } }] },
        { key: 'ageing', by: 'age', measures: ['amount'], items: ageing }, { key: 'forecast', by: 'month', measures: ['amount'], items: forecast },
        { key: 'collectionByMonth', by: 'month', measures, items: collection.byMonth }, { key: 'collectionByOwner', by: 'owner', measures, items: collection.byOwner }, { key: 'collectionByTeam', by: 'team', measures, items: collection.byTeam },
        { key: 'ageingByCustomer', by: 'customer', measures: ageMeasures, items: byCustomer }, { key: 'ageingByOwner', by: 'owner', measures: ageMeasures, items: byOwner },
      ],
    }; // prettier-ignore
  }

  /** Collection rate 回款率 = received / due in the period, reversals taken off: all together, by month, person and team (domain.md §9, C3). */
  private async collection(due: Adding<'amount'>, received: Adding<'amount'>, means: Means): Promise<Record<'figures' | 'byMonth' | 'byOwner' | 'byTeam', ReportItem[]>> {
    const all = { due: nothing(['amount']), received: nothing(['amount']) };
    const by = async (owed: Sql, paid: Sql = owed): Promise<ReportItem[]> => {
      const [dues, receipts] = await Promise.all([this.figures.sums({ ...due, key: owed }, means), this.figures.sums({ ...received, key: paid }, means)]);
      [all.due, all.received] = [total(dues.values(), ['amount']), total(receipts.values(), ['amount'])];
      return [...new Set([...dues.keys(), ...receipts.keys()])].map((key) => collected(key, dues, receipts));
    };
    const [months, owners, teams] = await Promise.all([by(sql('SUBSTR(r.`dueOn`, 1, 7)'), sql('SUBSTR(r.`receivedOn`, 1, 7)')), by(sql('r.`ownerId`')), by(sql('r.`teamId`'))]);
    const largest = (items: readonly ReportItem[]) => items.toSorted((a, b) => (b.amounts['due'] ?? 0) - (a.amounts['due'] ?? 0) || (b.amounts['received'] ?? 0) - (a.amounts['received'] ?? 0)).slice(0, 50);
    const byMonth = months.toSorted((a, b) => (a.key < b.key ? -1 : 1));
    const rate = collectionRate(all.received.amounts.amount, all.due.amounts.amount);
    return {
      figures: [{ key: 'due', ...all.due }, { key: 'received', ...all.received }, { key: 'collectionRate', count: 0, unpriced: 0, amounts: { rate } }],
      byMonth, byOwner: await this.figures.named('ownerId', largest(owners)), byTeam: await this.figures.named('teamId', largest(teams)),
    }; // prettier-ignore
  }

  /** What was signed in the period, for days sales outstanding. */
  private async signed(asked: Asked, means: Means): Promise<Amounts<'amount'>> {
    const where = and(this.figures.mine('contract', ['amount', 'signedOn', 'stage', 'currency'], asked), isIn('r.`stage`', SIGNED), between('signedOn', asked));
    return total((await this.figures.sums({ kind: 'contract', where, on: sql('r.`signedOn`'), measures: AMOUNT }, means)).values(), ['amount']);
  }
}

const between = (day: string, { from, to }: Asked): Sql => sql(`r.\`${day}\` >= ? AND r.\`${day}\` <= ?`, from, to);

function collected(key: string, dues: Sums, receipts: Sums): ReportItem {
  const [due, received] = [dues.get(key) ?? nothing(['amount']), receipts.get(key) ?? nothing(['amount'])];
  const [owed, paid] = [due.amounts.amount, received.amounts.amount];
  return { key, count: due.count, unpriced: due.unpriced + received.unpriced, amounts: { due: owed, received: paid, rate: collectionRate(paid, owed) } };
}

/** The first days of the buckets but the last, and their places; what is due today is not overdue. */
const edges = (today: string): string[] => [0, 30, 60, 90, 180].map((days) => addDays(today, -days));
const ageOf = (today: string): Sql => sql(`CASE ${edges(today).map((_, at) => `WHEN r.\`dueOn\` >= ? THEN ${at}`).join(' ')} ELSE 5 END`, ...edges(today));
function byAge(today: string): Record<Age, Sql> {
  const days = edges(today);
  const within = (at: number): Sql => {
    const [first, next] = [days[at], days[at - 1]];
    const parts = [first ? sql('r.`dueOn` >= ?', first) : null, next ? sql('r.`dueOn` < ?', next) : null].filter((part) => part !== null);
    const all = and(...parts);
    return sql(`CASE WHEN ${all.text} THEN r.\`open\` ELSE 0 END`, ...all.params);
  };
  return Object.fromEntries(AGES.map((age, at) => [age, within(at)])) as Record<Age, Sql>;
}
function lastMonth(today: string): string {
  const [year = 0, month = 1] = today.split('-').map(Number);
  return new Date(Date.UTC(year, month - 1 + AHEAD, 1)).toISOString().slice(0, 10);
}
