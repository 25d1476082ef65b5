import { Injectable } from '@nestjs/common';
import { Audit, Clock, Database, Invalid, UnitOfWork } from '#kernel/api';
import { LEAST_DAYS, USUAL_DAYS } from '#audit/model';
import { ChainQueries, type Stub } from './chain.queries.ts';
import { CHAIN } from './chain.ts';
import { Checkpoints } from './checkpoints.service.ts';

const SETTING = 'audit-retention';
const DAY = 86_400_000;

/** Removes what is older than the retention: whole parts that a checkpoint closed, each leaving a signed stub. */
@Injectable()
export class Retention {
  constructor(
    private readonly queries: ChainQueries,
    private readonly checkpoints: Checkpoints,
    private readonly audit: Audit,
    private readonly db: Database,
    private readonly work: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  async days(): Promise<number> {
    const [row] = await this.db.read<{ value: string }>('SELECT `value` FROM `setting` WHERE `name` = ?', [SETTING]);
    return Math.max(LEAST_DAYS, row ? Number(row.value) : USUAL_DAYS);
  }
  /** Throws Invalid below the least that the law and the product allow. */
  async keepFor(days: number): Promise<void> {
    if (days < LEAST_DAYS) throw new Invalid([{ pointer: '/days', code: 'too-small', params: { limit: LEAST_DAYS } }]);
    await this.work.run(async () => {
      const before = await this.days();
      await this.db.put('setting', { name: SETTING }, { value: String(days) });
      await this.audit.event('settings.changed', { detail: { setting: SETTING, before, now: days } });
    });
  }

  /** Removes what is due; returns how many rows. A prune that was interrupted goes on where it stopped. */
  async prune(): Promise<number> {
    const before = this.clock.now().getTime() - (await this.days()) * DAY;
    const closed = this.checkpoints.read().checkpoints.filter(({ at }) => Date.parse(at) <= before).at(-1); // prettier-ignore
    const last = await this.queries.stub();
    const from = (last?.seq ?? 0) + 1;
    let rows = 0;
    if (closed && closed.seq >= from && (await this.queries.sealAt(closed.seq)) === closed.seal) {
      rows = closed.seq - from + 1;
      const plain = { seq: closed.seq, fromSeq: from, rows, seal: closed.seal, removedAt: this.clock.now().toISOString() };
      await this.work.run(async () => {
        await this.queries.addStub({ ...plain, signature: this.checkpoints.sign(stubText(plain)) });
        await this.audit.event('audit.pruned', { detail: { from, to: closed.seq, rows } });
      });
    }
    const upTo = (await this.queries.stub())?.seq ?? 0;
    while (await this.queries.removeBelow(upTo));
    return rows;
  }
}

export const stubText = ({ seq, fromSeq, rows, seal, removedAt }: Omit<Stub, 'signature'>): string => JSON.stringify(['stub', CHAIN, seq, fromSeq, rows, seal, removedAt]);
