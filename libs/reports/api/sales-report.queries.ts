import { Injectable } from '@nestjs/common';
import { and, Database, sql, type Sql } from '#kernel/api';
import { cycleOf, type FunnelStep, type NamedSum, type ReportItem, type SalesReport, type Span, type StageSum, type Sum } from '#reports/model';
import { addUp, total, type Amounts } from './base-sums.ts';
import { FigureQueries, TOP, type Means } from './figures.queries.ts';

type Row = Record<string, string | number | null>;
const AMOUNT = { amount: sql('r.`amount`') };
/** What the figures are made of: whoever may not see one of these gets no report. */
const COUNTED = ['amount', 'weighted', 'status', 'openedOn', 'closedOn', 'customerId', 'stageId', 'lines', 'currency'];

/** The sales figures of a period, in the workspace's currency: won deals by the rate of the day they closed, open ones by today's (domain.md §14). Days are business days, so no time zone is involved. */
@Injectable()
export class SalesReports {
  constructor(
    private readonly db: Database,
    private readonly figures: FigureQueries,
  ) {}

  /** Figures from one day to another, both included, of deals the reader may see. */
  async of(from: string, to: string): Promise<SalesReport> {
    const means = await this.figures.means({ from, to });
    const mine = this.figures.mine('opportunity', COUNTED, { from, to });
    const closed = and(sql('r.`closedOn` >= ?', from), sql('r.`closedOn` <= ?', to));
    const won = and(sql("r.`status` = 'won'"), closed, mine);
    const adding = { kind: 'opportunity', where: won, on: sql('r.`closedOn`'), measures: AMOUNT };
    const [ends, spans, months, owners, teams, customers, byProduct, pipeline, funnel] = await Promise.all([
      this.rows('r.`status` AS `status`, COUNT(*) AS `count`', and(sql("r.`status` IN ('won', 'lost', 'invalid')"), closed, mine), 'GROUP BY r.`status`'),
      this.rows('r.`openedOn` AS `openedOn`, r.`closedOn` AS `closedOn`, COUNT(*) AS `count`', won, 'GROUP BY r.`openedOn`, r.`closedOn`'),
      this.figures.sums({ ...adding, key: sql('SUBSTR(r.`closedOn`, 1, 7)') }, means),
      this.figures.largest('ownerId', 'amount', adding, means), this.figures.largest('teamId', 'amount', adding, means), this.figures.largest('customerId', 'amount', adding, means),
      this.byProduct(won, means), this.pipeline(mine, means), this.funnel(from, to, mine),
    ]); // prettier-ignore
    const count = (status: string) => Number(ends.find((row) => row['status'] === status)?.['count'] ?? 0);
    const byMonth = [...months].map(([period, one]) => ({ ...sum(one), period })).toSorted((a, b) => (a.period < b.period ? -1 : 1));
    const all = total(months.values(), ['amount']);
    const wonSum = sum(all);
    const decided = count('won') + count('lost');
    const priced = all.count - all.unpriced;
    return {
      from, to, currency: means.currency, won: wonSum, lost: count('lost'), invalid: count('invalid'),
      winRate: decided > 0 ? count('won') / decided : null,
      averageWon: priced > 0 ? wonSum.amount / priced : null,
      cycle: cycleOf(spans.map((row) => ({ ...row, count: Number(row['count']) })) as unknown as Span[]),
      open: pipeline.stages.reduce((before, one) => ({ count: before.count + one.count, amount: before.amount + one.amount, weighted: before.weighted + one.weighted }), { count: 0, amount: 0, weighted: 0 }),
      byMonth, byQuarter: quarters(byMonth), byOwner: owners.map(namedSum), byTeam: teams.map(namedSum), byCustomer: customers.map(namedSum), byProduct: withRest(byProduct, wonSum), pipeline: pipeline.stages, funnel,
      unpriced: all.unpriced + pipeline.unpriced,
    }; // prettier-ignore
  }

  private rows(select: string, where: Sql, rest = ''): Promise<Row[]> {
    return this.db.read<Row>(`SELECT ${select} FROM \`opportunity\` r WHERE ${where.text} ${rest}`, [...where.params]);
  }

  /** By what the lines say. */
  private async byProduct(where: Sql, means: Means): Promise<NamedSum[]> {
    const rows = await this.db.read<Row>(
      `SELECT l.\`productId\` AS \`by\`, CASE WHEN r.\`currency\` = ? THEN '' ELSE r.\`closedOn\` END AS \`on\`, r.\`currency\`, COUNT(DISTINCT r.\`id\`) AS \`count\`, SUM(l.\`net\`) AS \`amount\`
       FROM \`opportunity\` r JOIN \`opportunity_lines\` l ON l.\`recordId\` = r.\`id\` WHERE ${where.text} GROUP BY l.\`productId\`, \`on\`, r.\`currency\``,
      [means.currency, ...where.params],
    );
    const parts = rows.map((row) => ({ key: String(row['by'] ?? ''), on: String(row['on']), currency: String(row['currency']), count: Number(row['count']), amounts: { amount: Number(row['amount'] ?? 0) } }));
    const items = [...addUp(parts, ['amount'], means.book)].map(([key, one]) => ({ key, ...one })).toSorted((a, b) => b.amounts.amount - a.amounts.amount);
    return (await this.figures.named('productId', items.slice(0, TOP))).map(namedSum);
  }

  private async pipeline(mine: Sql, means: Means): Promise<{ stages: StageSum[]; unpriced: number }> {
    const where = and(sql("r.`status` = 'open'"), mine);
    const sums = await this.figures.sums({ kind: 'opportunity', where, key: sql('r.`stageId`'), on: sql('?', means.today), measures: { ...AMOUNT, weighted: sql('r.`weighted`') } }, means);
    const rows = sums.size > 0 ? await this.db.read<Row>('SELECT s.`id`, s.`name`, s.`nameZh` FROM `stage` s ORDER BY s.`position`, s.`id`') : [];
    const stages = rows.flatMap((row) => {
      const own = sums.get(String(row['id']));
      return own ? [{ ...sum(own), weighted: own.amounts.weighted, stage: stageOf(row) }] : [];
    });
    return { stages, unpriced: total(sums.values(), ['amount']).unpriced };
  }

  /** How far the deals opened in the period got, from their history; a deal that jumped over a stage counts as having passed it. */
  private async funnel(from: string, to: string, mine: Sql): Promise<FunnelStep[]> {
    const stages = await this.db.read<Row>(
      "SELECT s.`id`, s.`name`, s.`nameZh`, s.`position` FROM `stage` s JOIN (SELECT `id` FROM `pipeline` WHERE `deletedKey` = '' ORDER BY `position`, `id` LIMIT 1) p ON p.`id` = s.`pipelineId` WHERE s.`deletedKey` = '' AND COALESCE(s.`retired`, 0) = 0 ORDER BY s.`position`",
    );
    const rows = await this.db.read<Row>(
      `SELECT d.\`top\`, d.\`won\`, COUNT(*) AS \`count\` FROM (SELECT h.\`opportunityId\`, MAX(s.\`position\`) AS \`top\`, MAX(CASE WHEN r.\`status\` = 'won' THEN 1 ELSE 0 END) AS \`won\`
       FROM \`opportunity\` r JOIN \`stage_history\` h ON h.\`opportunityId\` = r.\`id\` JOIN \`stage\` s ON s.\`id\` = h.\`stageId\`
       WHERE h.\`status\` = 'open' AND r.\`openedOn\` >= ? AND r.\`openedOn\` <= ? AND ${mine.text} GROUP BY h.\`opportunityId\`) d GROUP BY d.\`top\`, d.\`won\``,
      [from, to, ...mine.params],
    );
    const reached = (position: number) => rows.filter((row) => Number(row['won']) === 1 || Number(row['top']) >= position).reduce((all, row) => all + Number(row['count']), 0);
    const first = stages[0] ? reached(Number(stages[0]['position'])) : 0;
    return stages.map((stage) => {
      const count = reached(Number(stage['position']));
      return { stage: stageOf(stage), reached: count, share: first > 0 ? count / first : 0 };
    });
  }
}

const sum = ({ count, amounts }: Amounts<'amount'>): Sum => ({ count, amount: amounts.amount });
const namedSum = ({ of = null, ...item }: ReportItem & Amounts<'amount'>): NamedSum => ({ ...sum(item), of });
/** What deals without lines bring stands under no product. */
function withRest(products: NamedSum[], all: Sum): NamedSum[] {
  const rest = all.amount - products.reduce((before, { amount }) => before + amount, 0);
  return rest > 0 ? [...products, { of: null, count: 0, amount: rest }] : products;
}
const stageOf = ({ id, name, nameZh }: Row) => ({ id: String(id), name: String(name), nameZh: (nameZh as string | null) ?? null });

function quarters(months: readonly (Sum & { period: string })[]): (Sum & { period: string })[] {
  const groups = Map.groupBy(months, ({ period }) => `${period.slice(0, 4)}-Q${Math.ceil(Number(period.slice(5, 7)) / 3)}`);
  return [...groups].map(([period, own]) => ({ period, count: own.reduce((n, one) => n + one.count, 0), amount: own.reduce((n, one) => n + one.amount, 0) }));
}
