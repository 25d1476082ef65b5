import { Injectable, Logger } from '@nestjs/common';
import { as, Database, Events, Leases, Problem, Records, Rejected, Rounds, SYSTEM } from '#kernel/api';
import { ApprovalUrged, dueAfter, type FlowStep } from '#approvals/model';
import { Approvers } from './approvers.service.ts';
import { Asking } from './asking.service.ts';
import { Endings } from './endings.service.ts';
import type { Run, Task } from './run.ts';
import { Runs } from './runs.queries.ts';
import { Walk } from './walk.service.ts';

const MINUTE = 60_000;
const AT_ONCE = 100;

/** Does what a step says when nobody has answered in time: reminds, asks a superior, agrees or refuses. One instance at a time. */
@Injectable()
export class Timeouts {
  private readonly log = new Logger('Approvals');

  constructor(
    private readonly kernel: Records,
    private readonly db: Database,
    private readonly events: Events,
    private readonly leases: Leases,
    private readonly runs: Runs,
    private readonly walk: Walk,
    private readonly asking: Asking,
    private readonly approvers: Approvers,
    private readonly endings: Endings,
    rounds: Rounds,
  ) {
    rounds.every(MINUTE, 'approval timeouts', () => this.turn());
  }

  /** Goes through what is overdue; what cannot be done now waits for the next minute. */
  async turn(): Promise<void> {
    await this.leases.alone('approval-timeouts', 300, async () => {
      const due = await this.db.read<{ id: string; runId: string }>("SELECT `id`, `runId` FROM `approval_task` WHERE `state` = 'open' AND `dueAt` <= ? ORDER BY `dueAt` LIMIT ?", [this.runs.moment(), AT_ONCE]);
      for (const { id, runId } of due) await as(SYSTEM, () => this.one(runId, id));
    });
  }

  private async one(runId: string, taskId: string): Promise<void> {
    try {
      await this.kernel.work.run(async () => {
        const run = await this.runs.lock(runId);
        const task = run?.tasks.find(({ id }) => id === taskId);
        const step = task && run?.path[task.stepIndex];
        if (!run || !step || task.state !== 'open' || !task.dueAt || task.dueAt > run.now) return;
        const before = structuredClone(run.tasks);
        await this.act(run, task, step);
        this.kernel.audit.note('approval.timeout', 'approval', runId, run.happenings.map(({ action, stepId = null, targetId = null }) => ({ field: action, old: stepId, new: targetId })));
        await this.endings.settle(run, before);
      });
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      this.log.log({ event: 'approval.timeout', id: taskId, code: error.code });
    }
  }

  private async act(run: Run, task: Task, step: FlowStep): Promise<void> {
    if (step.onTimeout === 'agree') return this.walk.agree(run, task, null, true);
    if (step.onTimeout === 'refuse') return this.walk.refuse(run, task, null, true);
    if (step.onTimeout === 'pass-on' && (await this.passOn(run, task))) return;
    Object.assign(task, { urgedAt: run.now, dueAt: dueAfter(step, run.now) });
    run.tell({ action: 'urge', stepId: task.stepId, targetId: task.assigneeId, byItself: true });
    await this.events.emit(ApprovalUrged, { runId: run.row.id, taskId: task.id }, { kind: 'approval', id: run.row.id });
  }

  /** To the nearest superior who can be asked, else to an administrator. False where there is nobody. */
  private async passOn(run: Run, task: Task): Promise<boolean> {
    const { submitterId } = run.row;
    const superiors = await this.approvers.superiorsOf(task.assigneeId);
    const keepers = (await this.asking.administrators(submitterId)).map(({ id }) => id);
    for (const id of [...superiors, ...keepers].filter((one) => one !== submitterId && one !== task.assigneeId)) {
      const passed = await this.walk.transfer(run, task, id, null, true).then(() => true, (error: unknown) => (error instanceof Rejected ? false : Promise.reject(error as Error))); // prettier-ignore
      if (passed) return true;
    }
    return false;
  }
}
