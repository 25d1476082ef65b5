import { Injectable } from '@nestjs/common';
import { Clock, currentPrincipal, Database, Events, NotFound, Problem, Records, Rejected, StepUpNeeded, toStoredMoment } from '#kernel/api';
import { ApprovalUrged } from '#approvals/model';
import { Approvers } from './approvers.service.ts';
import { Endings } from './endings.service.ts';
import type { Run, Task } from './run.ts';
import { Runs } from './runs.queries.ts';
import { Sights } from './sights.service.ts';
import { Walk } from './walk.service.ts';

const HOUR_MS = 3_600_000;
const PROOF_MS = 300_000;

/** What people do to what was submitted. Each action holds the run, and only if its task is still open and belongs to whoever acts. */
@Injectable()
export class Acts {
  constructor(
    private readonly kernel: Records,
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly events: Events,
    private readonly runs: Runs,
    private readonly walk: Walk,
    private readonly approvers: Approvers,
    private readonly sights: Sights,
    private readonly endings: Endings,
  ) {}

  agree(taskId: string, comment: string | null): Promise<string> {
    return this.act(taskId, 'agree', (run, task) => {
      this.demandProof(run);
      return this.walk.agree(run, task, comment);
    });
  }
  /** Agrees to one of many; its flow must allow that. */
  agreeOfMany(taskId: string, comment: string | null): Promise<string> {
    return this.act(taskId, 'agree', (run, task) => {
      if (!run.definition.batch) throw new Rejected('approval-one-by-one');
      this.demandProof(run);
      return this.walk.agree(run, task, comment);
    });
  }
  refuse(taskId: string, comment: string): Promise<string> {
    return this.act(taskId, 'refuse', async (run, task) => this.walk.refuse(run, task, comment));
  }
  return(taskId: string, stepId: string | null, comment: string): Promise<string> {
    return this.act(taskId, 'return', (run, task) => this.walk.return(run, task, stepId, comment));
  }
  transfer(taskId: string, toId: string, comment: string | null): Promise<string> {
    return this.act(taskId, 'transfer', (run, task) => this.walk.transfer(run, task, toId, comment));
  }
  addSigner(taskId: string, toId: string, place: 'before' | 'after', comment: string | null): Promise<string> {
    return this.act(taskId, 'add-signer', (run, task) => this.walk.addSigner(run, task, toId, place, comment));
  }
  /** Gives the open task of somebody who cannot answer to somebody else; for those who keep the flows. */
  reassign(taskId: string, toId: string, comment: string | null): Promise<string> {
    return this.act(taskId, 'transfer', (run, task) => this.walk.transfer(run, task, toId, comment), true);
  }

  /** Throws StepUpNeeded for an amount that takes a proof of the last minutes: whoever holds an open screen is not enough. */
  private demandProof({ definition: { proofAbove }, row: { facts } }: Run): void {
    if (proofAbove === null || proofAbove === undefined || (facts.amount ?? 0) < proofAbove) return;
    if (this.clock.now().getTime() - (currentPrincipal().signedInAt ?? 0) > PROOF_MS) throw new StepUpNeeded();
  }

  /** Takes back what one submitted oneself, as far as the flow allows. Throws Rejected. */
  recall(runId: string, comment: string | null): Promise<void> {
    return this.within(runId, 'recall', async (run) => {
      if (run.row.submitterId !== currentPrincipal().id) throw new NotFound();
      if (run.row.touched && run.definition.recall === 'untouched') throw new Rejected('approval-touched');
      run.tell({ action: 'recall', comment });
      run.end('recalled');
    });
  }

  /** Says something, while it runs or afterwards. */
  comment(runId: string, comment: string): Promise<void> {
    return this.beside(runId, (run) => run.tell({ action: 'comment', comment }));
  }
  /** Lets others read it. */
  copy(runId: string, people: readonly string[]): Promise<void> {
    return this.beside(runId, async (run) => {
      const active = await this.approvers.active(people);
      run.copied.push(...active);
      for (const id of active) run.tell({ action: 'copy', targetId: id });
    });
  }
  /** Reminds those who are asked, each once an hour. Throws Rejected when all were reminded. */
  urge(runId: string): Promise<void> {
    return this.beside(runId, async (run) => {
      if (run.row.submitterId !== currentPrincipal().id) throw new NotFound();
      const now = this.clock.now();
      const before = toStoredMoment(new Date(now.getTime() - HOUR_MS).toISOString());
      let urged = 0;
      for (const { id, state, assigneeId } of run.tasks) {
        if (state !== 'open') continue;
        const { affected } = await this.db.write("UPDATE `approval_task` SET `urgedAt` = ? WHERE `id` = ? AND `state` = 'open' AND (`urgedAt` IS NULL OR `urgedAt` <= ?)", [toStoredMoment(now.toISOString()), id, before]);
        if (affected === 0) continue;
        urged++;
        run.tell({ action: 'urge', targetId: assigneeId });
        await this.events.emit(ApprovalUrged, { runId, taskId: id }, { kind: 'approval', id: runId });
      }
      if (urged === 0) throw new Rejected('approval-urged');
    });
  }

  private act(taskId: string, action: string, answer: (run: Run, task: Task) => Promise<void>, forOthers = false): Promise<string> {
    return this.kernel.work.run(async () => {
      const runId = await this.runs.runOfTask(taskId);
      if (!runId) throw new NotFound();
      await this.within(runId, action, async (run) => {
        const task = run.tasks.find(({ id }) => id === taskId);
        const own = task?.assigneeId === currentPrincipal().id || forOthers;
        if (!task || !own) throw new NotFound();
        if (task.state !== 'open' || !(await this.runs.claim(task, task.assigneeId))) throw handled(task.state);
        await answer(run, task);
      });
      return runId;
    });
  }

  private within(runId: string, action: string, change: (run: Run) => Promise<void>): Promise<void> {
    return this.kernel.work.run(async () => {
      await this.sights.demand(runId);
      const run = await this.runs.lock(runId);
      if (!run) throw await this.over(runId);
      const before = structuredClone(run.tasks);
      await change(run);
      this.kernel.audit.note(`approval.${action}`, 'approval', runId, run.happenings.map(({ action: field, stepId = null, targetId = null }) => ({ field, old: stepId, new: targetId ?? run.row.state })));
      await this.endings.settle(run, before);
    });
  }
  private async over(runId: string): Promise<Error> {
    const run = await this.runs.load(runId);
    return run ? handled(run.row.state) : new NotFound();
  }
  /** What moves nothing. */
  private beside(runId: string, say: (run: Run) => void | Promise<void>): Promise<void> {
    return this.kernel.work.run(async () => {
      await this.sights.demandPart(runId);
      const run = await this.runs.load(runId);
      if (!run) throw new NotFound();
      await say(run);
      this.kernel.audit.note(`approval.${run.happenings[0]?.action ?? 'comment'}`, 'approval', runId, []);
      await this.runs.addBeside(run);
    });
  }
}

/** 409: somebody was quicker, or it has ended. */
const handled = (state: string) => new Problem(409, 'approval-handled', { state });
