import { Injectable } from '@nestjs/common';
import { ContractService } from '#contracts/api';
import { and, demandReadable, Records, scopeOf, sql, tableOf } from '#kernel/api';
import type { Standing } from '#receivables/model';

/** What the standing of a contract tells: whoever may not see one of these gets none. */
const TOLD: Readonly<Record<string, readonly string[]>> = {
  contract: ['amount', 'received', 'invoiced', 'writtenOff', 'receivable', 'currency'], receivable: ['amount', 'open', 'dueOn', 'status', 'contractId'],
  payment: ['amount', 'unallocated', 'approval', 'contractId'], invoice: ['amount', 'status', 'approval', 'contractId'],
}; // prettier-ignore
type Sums = Record<string, number | string | null>;
const when = (holds: string, what: string, name: string) => `COALESCE(SUM(CASE WHEN ${holds} THEN r.\`${what}\` ELSE 0 END), 0) AS \`${name}\``;

/** How contracts stand in money. */
@Injectable()
export class Standings {
  constructor(
    private readonly kernel: Records,
    private readonly contracts: ContractService,
  ) {}

  /** Throws NotFound for a contract one does not see, Forbidden when its amounts, or what they are made of, are hidden. */
  async of(contractId: string): Promise<Standing> {
    const { currency, amount, received, invoiced, writtenOff, receivable } = await this.contracts.get(contractId);
    for (const [kind, names] of Object.entries(TOLD)) demandReadable(tableOf(kind), names);
    const today = await this.kernel.workspace.today();
    const plans = sql(`SUM(r.\`amount\`) AS \`planned\`, ${when("r.`status` IN ('pending', 'partly') AND r.`dueOn` < ?", 'open', 'overdue')}`, today);
    const payments = sql(`${when("r.`approval` = 'in_approval'", 'amount', 'inApproval')}, ${when("r.`approval` = 'approved'", 'unallocated', 'unallocated')}`);
    const invoices = sql(when("r.`status` = 'to_issue' OR r.`approval` = 'in_approval'", 'amount', 'invoicing'));
    const [planned, paid, billed] = await Promise.all([this.sums('receivable', contractId, plans), this.sums('payment', contractId, payments), this.sums('invoice', contractId, invoices)]);
    const own = { planned: num(planned['planned']), overdue: num(planned['overdue']), inApproval: num(paid['inApproval']), unallocated: num(paid['unallocated']), invoicing: num(billed['invoicing']) };
    return { contractId, currency, amount, received, writtenOff, receivable, invoiced, ...own };
  }

  private async sums(kind: string, contractId: string, what: { text: string; params: readonly unknown[] }): Promise<Sums> {
    const where = and(sql("r.`contractId` = ? AND r.`deletedKey` = ''", contractId), scopeOf(tableOf(kind), 'read'));
    const [row] = await this.kernel.db.read<Sums>(`SELECT ${what.text} FROM \`${kind}\` r WHERE ${where.text}`, [...what.params, ...where.params]);
    return row ?? {};
  }
}
const num = (value: unknown): number => Number(value ?? 0);
