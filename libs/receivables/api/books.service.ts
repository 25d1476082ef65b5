import { Injectable } from '@nestjs/common';
import { ContractService, type ContractEntity } from '#contracts/api';
import { Database, entitled, Forbidden, Invalid, NotFound, reaches, readable, tableOf } from '#kernel/api';
import { NOTHING_TAKEN, type Taken } from './receivable.entity.ts';

type Count = Record<string, string | number | null>;

/** What is booked on a contract, whoever asks: its row is locked by whoever decides by these sums. */
@Injectable()
export class Books {
  constructor(
    private readonly db: Database,
    private readonly contracts: ContractService,
  ) {}

  /** The contract somebody is about to book on, locked until the unit of work is over. Throws Invalid for one they do not see, Forbidden for one their right does not reach. */
  async contractFor(id: string, permission: string, pointer: string | null = '/contractId'): Promise<ContractEntity> {
    const contract = await this.contracts.locked(id).catch((error: unknown) => {
      throw error instanceof NotFound && pointer ? new Invalid([{ pointer, code: 'reference' }]) : error;
    });
    if (!reaches(permission, contract as never)) throw new Forbidden(permission);
    return contract;
  }
  /** A contract that something visible belongs to, locked. */
  contract(id: string): Promise<ContractEntity> {
    return entitled(() => this.contracts.locked(id));
  }

  /** What payments have of each row of a contract's plan; reversed ones have nothing. `but` leaves one payment out. */
  async taken(contractId: string, but: string | null = null): Promise<Map<string, Taken>> {
    const rows = await this.db.read<Count>(
      `SELECT a.\`receivableId\` AS \`id\`, p.\`kind\`, p.\`approval\`, SUM(a.\`amount\`) AS \`amount\` FROM \`payment\` p JOIN \`payment_allocations\` a ON a.\`recordId\` = p.\`id\`
       WHERE p.\`contractId\` = ? AND p.\`deletedKey\` = '' AND p.\`approval\` IN ('approved', 'in_approval') AND p.\`reversedById\` IS NULL AND p.\`id\` <> ? GROUP BY a.\`receivableId\`, p.\`kind\`, p.\`approval\``,
      [contractId, but ?? NOBODY],
    );
    const taken = new Map<string, Taken>();
    for (const { id, kind, approval, amount } of rows) {
      const part = approval === 'in_approval' ? 'inApproval' : kind === 'receipt' ? 'received' : 'writtenOff';
      const before = taken.get(String(id)) ?? NOTHING_TAKEN;
      taken.set(String(id), { ...before, [part]: before[part] + Number(amount) });
    }
    return taken;
  }
  /** Σ of payments that wait for approval. */
  async inApproval(contractId: string, but: string | null = null): Promise<number> {
    const [row] = await this.db.read<Count>("SELECT COALESCE(SUM(`amount`), 0) AS `amount` FROM `payment` WHERE `contractId` = ? AND `deletedKey` = '' AND `approval` = 'in_approval' AND `id` <> ?", [contractId, but ?? NOBODY]);
    return Number(row?.['amount'] ?? 0);
  }
  /** Σ of the plan, its last period, and how many rows it has. */
  async planned(contractId: string, but: string | null = null): Promise<{ amount: number; period: number; count: number }> {
    const [row] = await this.db.read<Count>("SELECT COALESCE(SUM(`amount`), 0) AS `amount`, COALESCE(MAX(`period`), 0) AS `period`, COUNT(*) AS `count` FROM `receivable` WHERE `contractId` = ? AND `deletedKey` = '' AND `id` <> ?", [contractId, but ?? NOBODY]);
    return { amount: Number(row?.['amount']), period: Number(row?.['period']), count: Number(row?.['count']) };
  }
  /** Σ of invoices that are asked for and not issued yet. */
  async invoicing(contractId: string, but: string | null = null): Promise<number> {
    const [row] = await this.db.read<Count>(
      "SELECT COALESCE(SUM(`amount`), 0) AS `amount` FROM `invoice` WHERE `contractId` = ? AND `deletedKey` = '' AND (`status` = 'to_issue' OR `approval` = 'in_approval') AND `id` <> ?",
      [contractId, but ?? NOBODY],
    );
    return Number(row?.['amount'] ?? 0);
  }
  /** Rows of a contract's plan, the latest first. */
  async rowsOf(contractId: string): Promise<{ id: string; period: number; amount: number; dueOn: string; open: number; status: string }[]> {
    const rows = await this.db.read<Count>("SELECT `id`, `period`, `amount`, `dueOn`, `open`, `status` FROM `receivable` WHERE `contractId` = ? AND `deletedKey` = '' ORDER BY `dueOn` DESC, `period` DESC, `id` DESC", [contractId]);
    return rows.map(({ id, period, amount, dueOn, open, status }) => ({ id: String(id), period: Number(period), amount: Number(amount), dueOn: String(dueOn), open: Number(open), status: String(status) }));
  }
  /** Payments of a contract that are neither refused nor deleted. */
  async hasMoney(contractId: string): Promise<boolean> {
    const rows = await this.db.read("SELECT 1 FROM `payment` WHERE `contractId` = ? AND `deletedKey` = '' AND `approval` IN ('approved', 'in_approval') LIMIT 1", [contractId]);
    return rows.length > 0;
  }
  async paymentsOf(contractId: string): Promise<string[]> {
    return (await this.db.read<{ id: string }>("SELECT `id` FROM `payment` WHERE `contractId` = ? AND `deletedKey` = '' ORDER BY `receivedOn`, `id`", [contractId])).map(({ id }) => id);
  }
  /** Payments that name a row without having anything of it. */
  async draftsOn(receivableId: string): Promise<string[]> {
    const rows = await this.db.read<{ id: string }>(
      "SELECT p.`id` FROM `payment_allocations` a JOIN `payment` p ON p.`id` = a.`recordId` WHERE a.`receivableId` = ? AND p.`deletedKey` = '' AND p.`approval` IN ('none', 'rejected')",
      [receivableId],
    );
    return rows.map(({ id }) => id);
  }
}
const MADE_OF = ['amount', 'received', 'writtenOff', 'invoiced'];
/** What is left of a contract, in a refusal; whoever may not see what it is made of is not told. */
export const told = (left: number): { left: number } | undefined => (MADE_OF.every((name) => readable(tableOf('contract'), name)) ? { left: Math.max(left, 0) } : undefined);
/** The id of no record. */
const NOBODY = '00000000-0000-0000-0000-000000000000';
