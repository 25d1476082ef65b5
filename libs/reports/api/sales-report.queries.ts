import { Injectable } from '@nestjs/common';
import { and, Database, Forbidden, namedTo, reachedBy, readable, scopeOf, sql, tableOf, Workspace, type Sql } from '#kernel/api';
import type { Named } from '#kernel/model';
import { cycleOf, type FunnelStep, type NamedSum, type SalesReport, type Span, type StageSum, type Sum } from '#reports/model';

type Row = Record<string, string | number | null>;
const SUM = 'COUNT(*) AS `count`, COALESCE(SUM(r.`amount`), 0) AS `amount`';
const TOP = 50;
/** What the figures are made of: whoever may not see one of these gets no report. */
const COUNTED = ['amount', 'weighted', 'status', 'openedOn', 'closedOn', 'customerId', 'stageId', 'lines'];

/** The sales figures of a period. Amounts are added in the workspace's currency; days are business days, so no time zone is involved. */
@Injectable()
export class SalesReports {
  constructor(
    private readonly db: Database,
    private readonly workspace: Workspace,
  ) {}

  /** Figures from one day to another, both included, of deals the reader may see. */
  async of(from: string, to: string): Promise<SalesReport> {
    const { currency } = await this.workspace.settings();
    const deals = tableOf('opportunity');
    const shut = COUNTED.find((name) => !readable(deals, name));
    if (shut) throw new Forbidden(`opportunity.${shut}`);
    const mine = and(sql("r.`deletedKey` = ''"), scopeOf(deals, 'read'), reachedBy('report.read'));
    const inCurrency = and(mine, sql('r.`currency` = ?', currency));
    const closed = and(sql('r.`closedOn` >= ?', from), sql('r.`closedOn` <= ?', to));
    const won = and(sql("r.`status` = 'won'"), closed, inCurrency);
    const [ends, [total = {}], spans, months, [others = {}], byOwner, byTeam, byCustomer, pipeline, funnel] = await Promise.all([
      this.rows('r.`status` AS `status`, COUNT(*) AS `count`', and(sql("r.`status` IN ('won', 'lost', 'invalid')"), closed, mine), 'GROUP BY r.`status`'),
      this.rows(SUM, won),
      this.rows('r.`openedOn` AS `openedOn`, r.`closedOn` AS `closedOn`, COUNT(*) AS `count`', won, 'GROUP BY r.`openedOn`, r.`closedOn`'),
      this.rows(`SUBSTR(r.\`closedOn\`, 1, 7) AS \`period\`, ${SUM}`, won, 'GROUP BY SUBSTR(r.`closedOn`, 1, 7) ORDER BY `period`'),
      this.rows('COUNT(*) AS `count`', and(mine, sql("r.`status` IN ('open', 'won')"), sql('r.`currency` <> ?', currency))),
      this.by('ownerId', 'user', won), this.by('teamId', 'team', won), this.by('customerId', 'customer', won),
      this.pipeline(inCurrency), this.funnel(from, to, mine),
    ]); // prettier-ignore
    const count = (status: string) => Number(ends.find((row) => row['status'] === status)?.['count'] ?? 0);
    const byMonth = months.map((row) => ({ ...sum(row), period: String(row['period']) }));
    const wonSum = sum(total);
    const decided = count('won') + count('lost');
    return {
      from, to, currency, won: wonSum, lost: count('lost'), invalid: count('invalid'),
      winRate: decided > 0 ? count('won') / decided : null,
      averageWon: wonSum.count > 0 ? wonSum.amount / wonSum.count : null,
      cycle: cycleOf(spans.map((row) => ({ ...row, count: Number(row['count']) })) as unknown as Span[]),
      open: pipeline.reduce((all, one) => ({ count: all.count + one.count, amount: all.amount + one.amount, weighted: all.weighted + one.weighted }), { count: 0, amount: 0, weighted: 0 }),
      byMonth, byQuarter: quarters(byMonth), byOwner, byTeam, byCustomer, byProduct: await this.byProduct(won, wonSum), pipeline, funnel,
      otherCurrencies: Number(others['count'] ?? 0),
    }; // prettier-ignore
  }

  private rows(select: string, where: Sql, rest = ''): Promise<Row[]> {
    return this.db.read<Row>(`SELECT ${select} FROM \`opportunity\` r WHERE ${where.text} ${rest}`, [...where.params]);
  }

  private async by(column: string, kind: string, where: Sql): Promise<NamedSum[]> {
    const { table, info } = tableOf(kind);
    const shown = namedTo(tableOf(kind), 'n');
    const name = readable(tableOf(kind), info.title) ? `n.\`${info.title}\`` : "''";
    const rows = await this.db.read<Row>(
      `SELECT g.*, ${name} AS \`name\` FROM (SELECT r.\`${column}\` AS \`id\`, ${SUM} FROM \`opportunity\` r WHERE ${where.text} GROUP BY r.\`${column}\`) g
       LEFT JOIN \`${table}\` n ON n.\`id\` = g.\`id\` AND ${shown.text} ORDER BY g.\`amount\` DESC, g.\`count\` DESC LIMIT ${TOP}`,
      [...where.params, ...shown.params],
    );
    return rows.map((row) => ({ ...sum(row), of: named(row) }));
  }

  /** By what the lines say; what deals without lines bring stands under no product. */
  private async byProduct(where: Sql, all: Sum): Promise<NamedSum[]> {
    const rows = await this.db.read<Row>(
      `SELECT g.*, p.\`name\` AS \`name\` FROM (SELECT l.\`productId\` AS \`id\`, COUNT(DISTINCT r.\`id\`) AS \`count\`, SUM(l.\`net\`) AS \`amount\`
       FROM \`opportunity\` r JOIN \`opportunity_lines\` l ON l.\`recordId\` = r.\`id\` WHERE ${where.text} GROUP BY l.\`productId\`) g
       LEFT JOIN \`product\` p ON p.\`id\` = g.\`id\` ORDER BY g.\`amount\` DESC LIMIT ${TOP}`,
      [...where.params],
    );
    const products = rows.map((row) => ({ ...sum(row), of: named(row) }));
    const rest = all.amount - products.reduce((total, { amount }) => total + amount, 0);
    return rest > 0 ? [...products, { of: null, count: 0, amount: rest }] : products;
  }

  private async pipeline(where: Sql): Promise<StageSum[]> {
    const rows = await this.db.read<Row>(
      `SELECT g.*, s.\`name\` AS \`name\`, s.\`nameZh\` AS \`nameZh\` FROM (SELECT r.\`stageId\` AS \`id\`, ${SUM}, COALESCE(SUM(r.\`weighted\`), 0) AS \`weighted\`
       FROM \`opportunity\` r WHERE r.\`status\` = 'open' AND ${where.text} GROUP BY r.\`stageId\`) g JOIN \`stage\` s ON s.\`id\` = g.\`id\` ORDER BY s.\`position\`, s.\`id\``,
      [...where.params],
    );
    return rows.map((row) => ({ ...sum(row), weighted: Number(row['weighted']), stage: stageOf(row) }));
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

const sum = (row: Row): Sum => ({ count: Number(row['count'] ?? 0), amount: Number(row['amount'] ?? 0) });
const named = ({ id, name }: Row): Named | null => (id ? { id: String(id), name: String(name ?? '') } : null);
const stageOf = ({ id, name, nameZh }: Row) => ({ id: String(id), name: String(name), nameZh: (nameZh as string | null) ?? null });

function quarters(months: readonly (Sum & { period: string })[]): (Sum & { period: string })[] {
  const groups = Map.groupBy(months, ({ period }) => `${period.slice(0, 4)}-Q${Math.ceil(Number(period.slice(5, 7)) / 3)}`);
  return [...groups].map(([period, own]) => ({ period, count: own.reduce((n, one) => n + one.count, 0), amount: own.reduce((n, one) => n + one.amount, 0) }));
}
