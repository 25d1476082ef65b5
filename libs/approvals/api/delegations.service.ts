import { Injectable } from '@nestjs/common';
import { currentPrincipal, Database, Invalid, Records } from '#kernel/api';
import type { Delegation, DelegationView } from '#approvals/model';
import { Approvers } from './approvers.service.ts';
import { Runs } from './runs.queries.ts';

/** Who stands in for somebody who is away; tasks that open in those days go to them. */
@Injectable()
export class Delegations {
  constructor(
    private readonly db: Database,
    private readonly kernel: Records,
    private readonly approvers: Approvers,
    private readonly runs: Runs,
  ) {}

  /** One's own; null when nobody stands in, or the days are over. */
  async own(): Promise<DelegationView | null> {
    const today = await this.kernel.workspace.today();
    const [row] = await this.db.read<{ toId: string; startsOn: string; endsOn: string }>('SELECT `toId`, `startsOn`, `endsOn` FROM `approval_delegation` WHERE `userId` = ? AND `endsOn` >= ?', [currentPrincipal().id, today]);
    if (!row) return null;
    const names = await this.kernel.names.of('user', [row.toId]);
    return { to: names.get(row.toId) ?? { id: row.toId, name: '' }, startsOn: row.startsOn, endsOn: row.endsOn };
  }

  /** Throws Invalid for oneself, for somebody who cannot sign in, and for days that are over. */
  async set({ toId, startsOn, endsOn }: Delegation): Promise<DelegationView | null> {
    const { id } = currentPrincipal();
    const there = (await this.approvers.active([toId])).length > 0;
    if (toId === id || !there) throw new Invalid([{ pointer: '/toId', code: 'reference' }]);
    if (endsOn < startsOn || endsOn < (await this.kernel.workspace.today())) throw new Invalid([{ pointer: '/endsOn', code: 'approval-days' }]);
    await this.kernel.work.run(async () => {
      await this.db.put('approval_delegation', { userId: id }, { toId, startsOn, endsOn, createdAt: this.runs.moment() });
      this.kernel.audit.note('approval.delegate', 'user', id ?? '', [{ field: 'delegation', old: null, new: { toId, startsOn, endsOn } }]);
    });
    return this.own();
  }
  clear(): Promise<void> {
    const { id } = currentPrincipal();
    return this.kernel.work.run(async () => {
      const { affected } = await this.db.write('DELETE FROM `approval_delegation` WHERE `userId` = ?', [id]);
      if (affected > 0) this.kernel.audit.note('approval.delegate', 'user', id ?? '', [{ field: 'delegation', old: 'set', new: null }]);
    });
  }
}
