import { Injectable, Logger } from '@nestjs/common';
import { as, Database, Problem, Rounds, SYSTEM } from '#kernel/api';
import { AmendmentService } from './amendment.service.ts';
import { ContractLetters } from './contract-letters.ts';
import { ContractLife } from './contract-life.service.ts';
import { ContractService } from './contract.service.ts';

const HOUR_MS = 3_600_000;
const SIZE = 200;

/** What a new day brings: contracts start and run out, milestones lapse, owners are reminded, amendments enter into force. Looked at every hour; done twice it does nothing. */
@Injectable()
export class ContractDays {
  private readonly log = new Logger('Contracts');

  constructor(
    private readonly db: Database,
    private readonly contracts: ContractService,
    private readonly amendments: AmendmentService,
    private readonly life: ContractLife,
    private readonly letters: ContractLetters,
    rounds: Rounds,
  ) {
    rounds.every(HOUR_MS, 'contract days', () => this.turn());
  }

  /** Does what is due by today. What is refused, or was done by another instance meanwhile, waits for the next hour. */
  turn(): Promise<void> {
    return as(SYSTEM, async () => {
      const today = await this.contracts.today();
      await this.each("`stage` = 'signed' AND `startsOn` <= ?", today, (id) => this.life.activate(id, null));
      await this.each("`stage` = 'active' AND `endsOn` < ?", today, (id) => this.life.expire(id, null));
      await this.each("`stage` IN ('signed', 'active', 'expired') AND `fulfilment` IN ('unfulfilled', 'partly') AND EXISTS (SELECT 1 FROM `contract_milestones` m WHERE m.`recordId` = `contract`.`id` AND m.`doneOn` IS NULL AND m.`dueOn` < ?)", today, (id) =>
        this.contracts.change(id, 'update', null, (contract) => contract.settle(today), 'lapse'),
      );
      await this.each("`stage` = 'active' AND `remindedOn` IS NULL AND `remindOn` <= ?", today, (id) => this.letters.remind(id, today));
      const due = await this.db.read<{ id: string }>("SELECT `id` FROM `amendment` WHERE `deletedKey` = '' AND `status` = 'draft' AND `approval` = 'approved' AND `effectiveOn` <= ?", [today]);
      for (const { id } of due) await this.attempt(id, () => this.amendments.enterIfDue(id));
    });
  }

  private async each(which: string, today: string, work: (id: string) => Promise<unknown>): Promise<void> {
    for (let after = ''; ; ) {
      const rows = await this.db.read<{ id: string }>(`SELECT \`id\` FROM \`contract\` WHERE \`deletedKey\` = '' AND ${which} AND \`id\` > ? ORDER BY \`id\` LIMIT ${SIZE}`, [today, after || NOTHING]);
      for (const { id } of rows) await this.attempt(id, () => work(id));
      const last = rows.at(-1);
      if (!last || rows.length < SIZE) return;
      after = last.id;
    }
  }

  private async attempt(id: string, work: () => Promise<unknown>): Promise<void> {
    try {
      await work();
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      this.log.log({ event: 'contract.day', id, code: error.code });
    }
  }
}
const NOTHING = '00000000-0000-0000-0000-000000000000';
