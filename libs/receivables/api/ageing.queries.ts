import { Injectable } from '@nestjs/common';
import { and, demandReadable, recordReaderOf, Records, scopeOf, sql, tableOf, type RecordReader, type Sql } from '#kernel/api';
import { addDays } from '#kernel/model';
import { AGES, type AgeSum } from '#receivables/model';
import { ReceivableEntity } from './receivable.entity.ts';

/** What is outstanding, by how long it is overdue. */
@Injectable()
export class Ageing {
  private readonly reader: RecordReader<ReceivableEntity>;

  constructor(private readonly kernel: Records) {
    this.reader = recordReaderOf(ReceivableEntity, kernel);
    kernel.asks.set('contract.overdue', () => this.overdue());
  }

  /** Contracts with a row of their plan that is overdue, as far as whoever asks sees the plan. */
  private async overdue(): Promise<Sql> {
    this.demandTold();
    const where = and(sql("p.`deletedKey` = '' AND p.`status` IN ('pending', 'partly') AND p.`dueOn` < ?", await this.kernel.workspace.today()), scopeOf(tableOf('receivable'), 'read', 'p'));
    return sql(`r.\`id\` IN (SELECT p.\`contractId\` FROM \`receivable\` p WHERE ${where.text})`, ...where.params);
  }
  private demandTold(): void {
    demandReadable(tableOf('receivable'), ['open', 'dueOn', 'status', 'currency', 'contractId']);
  }

  /** Sums by bucket and currency over the rows of a list, of which those count that are pending or partly received. */
  async of({ size: _size, after: _after, sort: _sort, ...filters }: Record<string, unknown>): Promise<{ items: AgeSum[] }> {
    this.demandTold();
    const today = await this.kernel.workspace.today();
    const where = and(await this.reader.where(this.reader.parse(filters)), sql("r.`status` IN ('pending', 'partly')"));
    const edges = [0, 30, 60, 90, 180].map((days) => addDays(today, -days));
    const { rows } = await this.kernel.totals.rows('receivable', sql(
      `SELECT CASE ${edges.map((_, index) => `WHEN r.\`dueOn\` >= ? THEN ${index}`).join(' ')} ELSE 5 END AS \`age\`, r.\`currency\`, COUNT(*) AS \`count\`, SUM(r.\`open\`) AS \`amount\`
       FROM \`receivable\` r WHERE ${where.text} GROUP BY \`age\`, r.\`currency\` ORDER BY \`age\`, r.\`currency\``,
      ...edges, ...where.params,
    )); // prettier-ignore
    return { items: rows.map(({ age, currency, count, amount }) => ({ age: AGES[Number(age)] ?? 'over-180', currency: String(currency), count: Number(count), amount: Number(amount) })) };
  }
}
