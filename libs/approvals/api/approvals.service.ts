import { Injectable } from '@nestjs/common';
import { Clock, currentPrincipal, newId, Records, Rejected } from '#kernel/api';
import { Endings } from './endings.service.ts';
import { Flows } from './flows.service.ts';
import { Predictions } from './predictions.service.ts';
import { Runs } from './runs.queries.ts';
import { Subjects, throughApproval, type ApprovalSubject } from './subjects.service.ts';
import { Walk } from './walk.service.ts';

/** What records that need an approval ask for. */
@Injectable()
export class Approvals {
  constructor(
    private readonly kernel: Records,
    private readonly clock: Clock,
    private readonly subjects: Subjects,
    private readonly flows: Flows,
    private readonly runs: Runs,
    private readonly walk: Walk,
    private readonly predictions: Predictions,
    private readonly endings: Endings,
  ) {}

  /** Makes a kind of record one that can be approved. */
  register(subject: ApprovalSubject): void {
    this.subjects.add(subject);
  }

  /** Submits a record; when no published flow applies it is approved at once. Throws NotFound, Forbidden, Stale, what the record's own rules throw, or Rejected. */
  submit(kind: string, id: string, version: number, chosen: readonly string[] = []): Promise<{ status: 'running' | 'approved'; instanceId: string | null }> {
    return this.kernel.work.run(async () => {
      const subject = this.subjects.of(kind);
      await this.subjects.demand(kind, id, 'update');
      const facts = await this.subjects.facts(kind, id);
      const flow = await this.flows.applying(kind, facts);
      const snapshot = await subject.begin(id, version);
      if (!flow) {
        await throughApproval(() => subject.decide(id, 'approved', snapshot));
        return { status: 'approved', instanceId: null };
      }
      const plan = await this.predictions.planOf(kind, id, facts, flow, chosen);
      if (plan.choose) throw new Rejected('approval-choose', undefined, [{ pointer: '/chosen', code: 'required' }]);
      const blocked = plan.steps.find(({ otherwise }) => otherwise === 'block');
      if (blocked) throw new Rejected('approval-nobody', { step: blocked.name });
      const submittedAt = this.clock.now().toISOString();
      const row = {
        id: newId(), versionId: flow.versionId, kind, recordId: id, facts, chosen, submitterId: currentPrincipal().id, submittedAt,
        state: 'running' as const, endedAt: null, stepIndex: 0, resumeIndex: null, touched: false,
      }; // prettier-ignore
      const run = await this.runs.add(row, snapshot, flow.definition);
      run.tell({ action: 'submit' });
      this.kernel.audit.note('approval.submit', 'approval', row.id, [{ field: 'record', old: null, new: `${kind}/${id}` }]);
      await this.walk.enter(run, plan.startIndex);
      await this.endings.settle(run, []);
      return { status: run.row.state === 'running' ? 'running' : 'approved', instanceId: row.id };
    });
  }
}
