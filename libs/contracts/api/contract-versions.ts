import { Injectable } from '@nestjs/common';
import { Database, readable, tableOf } from '#kernel/api';
import type { ContractVersion } from '#contracts/model';
import type { ContractEntity } from './contract.entity.ts';

/** What contracts said before they were amended. */
@Injectable()
export class ContractVersions {
  constructor(private readonly db: Database) {}

  /** Keeps what a contract says now, which ends on a day; in the unit of work that amends it. */
  async keep({ id, revision, content }: ContractEntity, until: string, amendmentId: string): Promise<void> {
    await this.db.write('INSERT INTO `contract_version` (`contractId`, `revision`, `until`, `amendmentId`, `content`) VALUES (?, ?, ?, ?, ?)', [id, revision, until, amendmentId, JSON.stringify(content)]);
  }

  /** Every version, the newest first, each with the amendment that ended it; what the reader may not see is left out. */
  async of({ id, revision, content }: ContractEntity): Promise<ContractVersion[]> {
    const rows = await this.db.read<{ revision: number; until: string; amendmentId: string | null; content: string }>(
      'SELECT `revision`, `until`, `amendmentId`, `content` FROM `contract_version` WHERE `contractId` = ? ORDER BY `revision` DESC',
      [id],
    );
    const old = rows.map((row) => ({ ...row, revision: Number(row.revision), content: JSON.parse(row.content) as Record<string, unknown> }));
    return [{ revision, until: null, amendmentId: null, content: content as unknown as Record<string, unknown> }, ...old].map((one) => ({ ...one, content: shown(one.content) }));
  }

  /** Drops what is left of contracts that are no more. */
  async forget(ids: readonly string[]): Promise<void> {
    for (const id of ids) await this.db.write('DELETE FROM `contract_version` WHERE `contractId` = ?', [id]);
  }
}

const shown = (content: Readonly<Record<string, unknown>>) => Object.fromEntries(Object.entries(content).filter(([name]) => readable(tableOf('contract'), name)));
