import { Injectable } from '@nestjs/common';
import { Clock, Database, fromStoredMoment, isIn, newId, toStoredMoment } from '#kernel/api';
import type { OpportunityEntity } from './opportunity.entity.ts';

/** A stretch of a deal's life; `leftAt` is null for the one it is in. */
export interface Passage {
  readonly stageId: string;
  readonly status: string;
  readonly enteredAt: string;
  readonly leftAt: string | null;
  readonly amount: number | null;
  readonly probability: number;
}

/** Which stage a deal was in, and when: the rows of a deal tile the time from its opening day without gap or overlap. */
@Injectable()
export class StageHistory {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
  ) {}

  /** The moment a day began, or now when it is today. */
  momentOf(day: string, today: string): string {
    return day === today ? this.clock.now().toISOString() : `${day}T00:00:00.000Z`;
  }

  /** Ends the stretch a deal is in and starts the next; never before the last one began. */
  async enter(deal: OpportunityEntity, at: string): Promise<void> {
    const [open] = await this.db.read<{ id: string; enteredAt: string }>(
      'SELECT `id`, `enteredAt` FROM `stage_history` WHERE `opportunityId` = ? AND `leftAt` IS NULL',
      [deal.id],
    );
    const stored = toStoredMoment(at);
    const moment = open && open.enteredAt > stored ? open.enteredAt : stored;
    if (open) await this.db.write('UPDATE `stage_history` SET `leftAt` = ? WHERE `id` = ?', [moment, open.id]);
    await this.db.write(
      'INSERT INTO `stage_history` (`id`, `opportunityId`, `pipelineId`, `stageId`, `status`, `enteredAt`, `leftAt`, `amount`, `probability`) VALUES (?, ?, ?, ?, ?, ?, NULL, ?, ?)',
      [newId(), deal.id, deal.pipelineId, deal.stageId, deal.status, moment, deal.amount, deal.probability],
    );
  }

  /** Drops the stretches of deals that are no more. */
  async forget(ids: readonly string[]): Promise<void> {
    const where = isIn('`opportunityId`', ids);
    await this.db.write(`DELETE FROM \`stage_history\` WHERE ${where.text}`, [...where.params]);
  }

  async of(opportunityId: string): Promise<Passage[]> {
    const rows = await this.db.read<Passage>(
      'SELECT `stageId`, `status`, `enteredAt`, `leftAt`, `amount`, `probability` FROM `stage_history` WHERE `opportunityId` = ? ORDER BY `enteredAt`, `id`',
      [opportunityId],
    );
    return rows.map((row) => ({ ...row, enteredAt: fromStoredMoment(row.enteredAt), leftAt: row.leftAt ? fromStoredMoment(row.leftAt) : null }));
  }
}
