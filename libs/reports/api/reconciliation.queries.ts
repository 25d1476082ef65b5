import { Injectable } from '@nestjs/common';
import { and, Database, isIn, sql, type Sql } from '#kernel/api';
import type { Asked, MoneyReport, ReportItem } from '#reports/model';
import { total } from './base-sums.ts';
import { SIGNED } from './contract-report.ts';
import { FigureQueries, TOP } from './figures.queries.ts';

const MADE_OF = ['number', 'name', 'amount', 'invoiced', 'received', 'receivable', 'difference', 'stage', 'signedOn', 'customerId', 'currency'];
const over = (what: string): Sql => sql(`CASE WHEN ${what} > 0 THEN ${what} ELSE 0 END`);
/** Agreed, invoiced, received and owed; invoiced and not received 已开未回, received and not invoiced 已回未开, and not invoiced at all (domain.md C3). */
const MEASURES = {
  amount: sql('r.`amount`'), invoiced: sql('r.`invoiced`'), received: sql('r.`received`'), receivable: sql('r.`receivable`'),
  unpaid: over('r.`invoiced` - r.`received`'), unbilled: over('r.`received` - r.`invoiced`'), uninvoiced: over('r.`amount` - r.`invoiced`'),
}; // prettier-ignore
type Measure = keyof typeof MEASURES;
const NAMES = Object.keys(MEASURES) as Measure[];

/** Contract, invoice and receipt side by side 合同-发票-回款对账: in all, by customer, and the contracts where they differ most. */
@Injectable()
export class Reconciliation {
  constructor(
    private readonly figures: FigureQueries,
    private readonly db: Database,
  ) {}

  /** Of the contracts signed in a period. */
  async of(asked: Asked): Promise<MoneyReport> {
    const means = await this.figures.means(asked);
    const where = and(this.figures.mine('contract', MADE_OF, asked), isIn('r.`stage`', SIGNED), sql('r.`signedOn` >= ?', asked.from), sql('r.`signedOn` <= ?', asked.to));
    const signed = { kind: 'contract', where, on: sql('r.`signedOn`'), measures: MEASURES };
    const [all, byCustomer, above, below] = await Promise.all([
      this.figures.sums(signed, means),
      this.figures.largest('customerId', 'amount', signed, means),
      this.differing(and(where, sql('r.`difference` > 0')), 'DESC'),
      this.differing(and(where, sql('r.`difference` < 0')), 'ASC'),
    ]);
    const { count, unpriced, amounts } = total(all.values(), NAMES);
    return {
      name: 'reconciliation', from: asked.from, to: asked.to, currency: means.currency,
      sections: [
        { key: 'figures', by: 'figure', measures: ['amount'], items: NAMES.map((name) => ({ key: name === 'amount' ? 'agreed' : name, count: name === 'amount' ? count : 0, unpriced, amounts: { amount: amounts[name] } })) },
        { key: 'byCustomer', by: 'customer', measures: NAMES, items: byCustomer },
        { key: 'unpaidContracts', by: 'contract', measures: ['amount', 'invoiced', 'received', 'unpaid'], items: above },
        { key: 'unbilledContracts', by: 'contract', measures: ['amount', 'invoiced', 'received', 'unbilled'], items: below },
      ],
    }; // prettier-ignore
  }

  /** Contracts in their own currency, the largest difference first. */
  private async differing(where: Sql, order: 'ASC' | 'DESC'): Promise<ReportItem[]> {
    const rows = await this.db.read<Record<'id' | 'number' | 'name' | 'currency', string> & Record<'amount' | 'invoiced' | 'received' | 'difference', number | string>>(
      `SELECT r.\`id\`, r.\`number\`, r.\`name\`, r.\`currency\`, r.\`amount\`, r.\`invoiced\`, r.\`received\`, r.\`difference\` FROM \`contract\` r WHERE ${where.text} ORDER BY r.\`difference\` ${order}, r.\`id\` ${order} LIMIT ${TOP}`,
      [...where.params],
    );
    return rows.map(({ id, number, name, currency, amount, invoiced, received, difference }) => ({
      key: id, of: { id, name: `${number} · ${name}` }, count: 1, unpriced: 0, currency,
      amounts: { amount: Number(amount), invoiced: Number(invoiced), received: Number(received), unpaid: Math.max(0, Number(difference)), unbilled: Math.max(0, -Number(difference)) },
    })); // prettier-ignore
  }
}
