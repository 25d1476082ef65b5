import { Injectable } from '@nestjs/common';
import { and, isIn, sql, type Sql } from '#kernel/api';
import { RENEWING } from '#contracts/api';
import { CONTRACT_STAGES } from '#contracts/model';
import type { Asked, MoneyReport, ReportSection } from '#reports/model';
import { nothing, total } from './base-sums.ts';
import { FigureQueries, type Means } from './figures.queries.ts';

/** Stages of contracts that both sides signed. */
export const SIGNED = ['signed', 'active', 'expired', 'completed', 'terminated', 'archived'];
const MADE_OF = ['amount', 'received', 'receivable', 'stage', 'signedOn', 'endsOn', 'customerId', 'currency', 'predecessorId'];
/** Amounts are worth what they were on the day of signature; before that, what they are today. */
const onSigning = (today: string): Sql => sql('COALESCE(r.`signedOn`, ?)', today);
/**
 * Executed (执行额): the whole amount while a contract is carried out or done, what was settled of it once it was terminated or archived, nothing before it is in force.
 * amount − receivable is what was received and written off (domain.md §9).
 */
const EXECUTED = sql("CASE WHEN r.`stage` IN ('active', 'expired', 'completed') THEN r.`amount` WHEN r.`stage` IN ('terminated', 'archived') THEN r.`amount` - r.`receivable` ELSE 0 END");
const WORTH = { amount: sql('r.`amount`'), executed: EXECUTED, received: sql('r.`received`') };
const NAMES = ['amount', 'executed', 'received'] as const;

/** Contracts by state; what was signed in a period, executed and received of it; and what was renewed of what ended (domain.md §7, §14). */
@Injectable()
export class ContractReport {
  constructor(private readonly figures: FigureQueries) {}

  async of(asked: Asked): Promise<MoneyReport> {
    const means = await this.figures.means(asked);
    const mine = this.figures.mine('contract', MADE_OF, asked);
    const where = and(mine, isIn('r.`stage`', SIGNED), sql('r.`signedOn` >= ?', asked.from), sql('r.`signedOn` <= ?', asked.to));
    const signed = { kind: 'contract', where, on: sql('r.`signedOn`'), measures: WORTH };
    const [months, byOwner, byTeam, byCustomer, stages, renewal] = await Promise.all([
      this.figures.sums({ ...signed, key: sql('SUBSTR(r.`signedOn`, 1, 7)') }, means),
      this.figures.largest('ownerId', 'amount', signed, means),
      this.figures.largest('teamId', 'amount', signed, means),
      this.figures.largest('customerId', 'amount', signed, means),
      this.figures.sums({ kind: 'contract', where: mine, key: sql('r.`stage`'), on: onSigning(means.today), measures: { amount: WORTH.amount } }, means),
      this.renewal(asked, mine, means),
    ]);
    const { count, unpriced, amounts } = total(months.values(), NAMES);
    const figure = (key: (typeof NAMES)[number]) => ({ key: key === 'amount' ? 'signed' : key, count: key === 'amount' ? count : 0, unpriced, amounts: { amount: amounts[key] } });
    const byMonth = [...months].map(([key, sum]) => ({ key, ...sum })).toSorted((a, b) => (a.key < b.key ? -1 : 1));
    const byStage = CONTRACT_STAGES.flatMap((key) => (stages.has(key) ? [{ key, ...(stages.get(key) ?? nothing(['amount'])) }] : []));
    const section = (key: string, by: ReportSection['by'], items: ReportSection['items'], measures: readonly string[] = NAMES): ReportSection => ({ key, by, measures, items });
    return {
      name: 'contracts', from: asked.from, to: asked.to, currency: means.currency,
      sections: [
        section('figures', 'figure', [figure('amount'), figure('executed'), figure('received'), ...renewal], ['amount', 'rate']),
        section('byMonth', 'month', byMonth), section('byStage', 'stage', byStage, ['amount']),
        section('byOwner', 'owner', byOwner), section('byTeam', 'team', byTeam), section('byCustomer', 'customer', byCustomer),
      ],
    }; // prettier-ignore
  }

  /** Renewal rate = value of the signed contracts that renew those ending in the period / value of those ending in it (domain.md §7). */
  private async renewal(asked: Asked, mine: Sql, means: Means): Promise<ReportSection['items']> {
    const { from, to, currency } = asked;
    const ending = and(mine, isIn('r.`stage`', SIGNED), sql('r.`endsOn` >= ?', from), sql('r.`endsOn` <= ?', to));
    // `o` are the ones asked for; those that renew them may belong to somebody else.
    const old = and(this.figures.mine('contract', [], asked, 'o'), isIn('o.`stage`', SIGNED), sql('o.`endsOn` >= ?', from), sql('o.`endsOn` <= ?', to));
    const next = and(this.figures.mine('contract', [], { from, to, ...(currency ? { currency } : {}) }), isIn('r.`stage`', RENEWING), sql(`r.\`predecessorId\` IS NOT NULL AND r.\`predecessorId\` IN (SELECT o.\`id\` FROM \`contract\` o WHERE ${old.text})`, ...old.params));
    const measures = { amount: WORTH.amount };
    const [expiring, renewed] = await Promise.all([ending, next].map((where) => this.figures.sums({ kind: 'contract', where, on: onSigning(means.today), measures }, means)));
    const of = (sums?: Map<string, ReturnType<typeof nothing<'amount'>>>) => total(sums?.values() ?? [], ['amount']);
    const [before, after] = [of(expiring), of(renewed)];
    const rate = before.amounts.amount > 0 ? after.amounts.amount / before.amounts.amount : null;
    return [{ key: 'expiring', ...before }, { key: 'renewed', ...after }, { key: 'renewalRate', count: 0, unpriced: 0, amounts: { rate } }];
  }
}
