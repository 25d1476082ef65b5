import { Injectable } from '@nestjs/common';
import { Rates } from '#currencies/api';
import { Records, sql, and, readable, recordReaderOf, tableOf, type RecordReader } from '#kernel/api';
import { OpportunityEntity } from './opportunity.entity.ts';
import { StageService } from './pipeline.service.ts';

interface Sum {
  readonly stageId: string;
  readonly currency: string;
  readonly count: number;
  readonly amount: number | null;
  readonly weighted: number | null;
}

/** The open deals of a pipeline by stage, each column with what it adds up to. */
@Injectable()
export class Board {
  private readonly reader: RecordReader<OpportunityEntity>;

  constructor(
    private readonly kernel: Records,
    private readonly stages: StageService,
    private readonly rates: Rates,
  ) {
    this.reader = recordReaderOf(OpportunityEntity, kernel);
  }

  /** Columns in order, each with its first deals; the filters are those of the list. */
  async of({ pipelineId, size = '50', ...filters }: Record<string, string | undefined>) {
    const stages = await this.stages.all(pipelineId ?? null);
    const asked = { ...filters, status: 'open', size };
    const sums = Map.groupBy(await this.sums({ ...asked, pipelineId: stages[0]?.pipelineId }), ({ stageId }) => stageId);
    const columns = [];
    for (const stage of stages) {
      if (stage.retired && !sums.has(stage.id)) continue;
      const { items, next, total } = await this.reader.list({ ...asked, stageId: stage.id });
      const own = sums.get(stage.id) ?? [];
      columns.push({ stage, items, next, total, sums: this.told(own) });
    }
    return { pipelineId: stages[0]?.pipelineId ?? null, columns, base: await this.base([...sums.values()].flat()) };
  }

  /** What the deals of a list are worth together, by currency. */
  async worth({ size: _size, after: _after, sort: _sort, ...filters }: Record<string, unknown>) {
    if (!this.shown()) return { items: [], base: null };
    const where = await this.reader.where(this.reader.parse(filters));
    const rows = await this.kernel.db.read<Record<'currency' | 'count' | 'amount' | 'weighted', string | number | null>>(
      `SELECT r.\`currency\`, COUNT(*) AS \`count\`, SUM(r.\`amount\`) AS \`amount\`, SUM(r.\`weighted\`) AS \`weighted\` FROM \`opportunity\` r WHERE ${where.text} GROUP BY r.\`currency\``,
      [...where.params],
    );
    const items = rows.map(({ currency, count, amount, weighted }) => ({ currency: String(currency), count: Number(count), amount: Number(amount ?? 0), weighted: Number(weighted ?? 0) }));
    return { items, base: await this.base(items) };
  }
  /** What sums in several currencies are together in the workspace's, by today's rates; deals without a rate are counted, not priced. */
  private async base(sums: readonly Omit<Sum, 'stageId'>[]) {
    if (!this.shown()) return null;
    const [book, today] = [await this.rates.book(), await this.kernel.workspace.today()];
    const all = { currency: book.base, amount: 0, weighted: 0, unpriced: 0 };
    for (const { currency, count, amount, weighted } of sums) {
      const [own, likely] = [book.amount(Number(amount ?? 0), currency, today), book.amount(Number(weighted ?? 0), currency, today)];
      if (own === null) all.unpriced += Number(count);
      all.amount += own ?? 0;
      all.weighted += likely ?? 0;
    }
    return all;
  }
  /** What a column adds up to, as far as the amounts it is made of may be seen. */
  private told(sums: readonly Sum[]) {
    if (!this.shown()) return [];
    return sums.map(({ currency, amount, weighted }) => ({ currency, amount: Number(amount ?? 0), weighted: Number(weighted ?? 0) }));
  }

  private shown = () => ['amount', 'weighted', 'currency'].every((name) => readable(tableOf('opportunity'), name));

  private async sums(query: Record<string, unknown>): Promise<Sum[]> {
    const where = and(await this.reader.where(this.reader.parse(query)), sql("r.`status` = 'open'"));
    const [worth, by] = this.shown() ? [', r.`currency`, SUM(r.`amount`) AS `amount`, SUM(r.`weighted`) AS `weighted`', ', r.`currency`'] : ['', ''];
    return this.kernel.db.read<Sum>(`SELECT r.\`stageId\`, COUNT(*) AS \`count\`${worth} FROM \`opportunity\` r WHERE ${where.text} GROUP BY r.\`stageId\`${by}`, [...where.params]);
  }
}
