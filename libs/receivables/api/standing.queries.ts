import { Injectable } from '@nestjs/common';
import { ContractService } from '#contracts/api';
import { Forbidden, readable, Records, tableOf } from '#kernel/api';
import type { Standing } from '#receivables/model';
import { Books } from './books.service.ts';

/** What the standing of a contract tells: whoever may not see one of these gets none. */
const TOLD = ['amount', 'received', 'invoiced', 'writtenOff', 'receivable'];
const OPEN_BEFORE = "SELECT COALESCE(SUM(`open`), 0) AS `sum` FROM `receivable` WHERE `contractId` = ? AND `deletedKey` = '' AND `status` IN ('pending', 'partly') AND `dueOn` < ?";
const IN_ADVANCE = "SELECT COALESCE(SUM(`unallocated`), 0) AS `sum` FROM `payment` WHERE `contractId` = ? AND `deletedKey` = '' AND `approval` = 'approved'";

/** How contracts stand in money. */
@Injectable()
export class Standings {
  constructor(
    private readonly kernel: Records,
    private readonly contracts: ContractService,
    private readonly books: Books,
  ) {}

  /** Throws NotFound for a contract one does not see, Forbidden when its amounts are hidden. */
  async of(contractId: string): Promise<Standing> {
    const { currency, amount, received, invoiced, writtenOff, receivable } = await this.contracts.get(contractId);
    const hidden = TOLD.find((name) => !readable(tableOf('contract'), name));
    if (hidden) throw new Forbidden(`contract.${hidden}`);
    const [planned, inApproval, invoicing, overdue, unallocated] = await Promise.all([
      this.books.planned(contractId), this.books.inApproval(contractId), this.books.invoicing(contractId),
      this.sum(OPEN_BEFORE, contractId, await this.kernel.workspace.today()), this.sum(IN_ADVANCE, contractId),
    ]); // prettier-ignore
    return { contractId, currency, amount, planned: planned.amount, overdue, received, inApproval, writtenOff, receivable, invoiced, invoicing, unallocated };
  }

  private async sum(text: string, ...params: unknown[]): Promise<number> {
    const [row] = await this.kernel.db.read<{ sum: number | string }>(text, params);
    return Number(row?.sum ?? 0);
  }
}
