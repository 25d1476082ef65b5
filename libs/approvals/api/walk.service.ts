import { Injectable } from '@nestjs/common';
import { Rejected } from '#kernel/api';
import { dueAfter, type FlowStep } from '#approvals/model';
import { Approvers } from './approvers.service.ts';
import { Asking, type AskedStep } from './asking.service.ts';
import type { Run, Task } from './run.ts';

/** Takes a run from step to step: who is asked next, and what follows from an answer. */
@Injectable()
export class Walk {
  constructor(
    private readonly asking: Asking,
    private readonly approvers: Approvers,
  ) {}

  /** Asks the step at a place of the path, or the first after it where anybody is to be asked; past the last one the record is approved. */
  async enter(run: Run, from: number, again = false): Promise<void> {
    for (let index = from; ; index++) {
      const step = run.path[index];
      if (!step) return run.end('approved');
      for (const task of run.tasks) if (task.stepIndex === index) task.voided = true;
      const { submitterId, chosen } = run.row;
      const asked = await this.asking.of(step, { submitterId, chosen, agreed: run.agreedBefore(index), settings: run.definition, again: again && index === from });
      if (step.kind === 'copy') this.copy(run, step, asked);
      else if (await this.ask(run, index, asked)) return;
    }
  }

  /** An answer that lets it go on. */
  async agree(run: Run, task: Task, comment: string | null, byItself = false): Promise<void> {
    run.answer(task, 'agreed', comment);
    run.tell({ action: 'agree', stepId: task.stepId, comment, byItself });
    const next = run.pending.filter(({ waitsForId }) => waitsForId === task.id);
    for (const one of next) await this.open(run, one);
    if (next.length > 0) return;
    if (decides(run, task)) run.drop();
    if (run.pending.length === 0) await this.goOn(run);
  }
  refuse(run: Run, task: Task, comment: string | null, byItself = false): void {
    run.answer(task, 'refused', comment);
    run.tell({ action: 'refuse', stepId: task.stepId, comment, byItself });
    run.end('rejected');
  }

  /** Back to an earlier step, or with null to whoever submitted. Throws Rejected for a step that was not asked before. */
  async return(run: Run, task: Task, stepId: string | null, comment: string): Promise<void> {
    const target = run.path.findIndex(({ id }) => id === stepId);
    const back = earlierSteps(run).some(({ id }) => id === stepId);
    if (stepId !== null && !back) throw new Rejected('approval-no-step', undefined, [{ pointer: '/stepId', code: 'choice' }]);
    run.answer(task, 'returned', comment);
    run.tell({ action: 'return', stepId: task.stepId, comment });
    if (stepId === null) return run.end('returned');
    run.drop();
    const resumes = run.definition.afterReturn === 'resume';
    run.row.resumeIndex = resumes ? task.stepIndex : null;
    for (const one of run.tasks) if (resumes ? one.stepIndex === task.stepIndex : one.stepIndex >= target) one.voided = true;
    await this.enter(run, target, true);
  }

  /** Somebody else answers instead. Throws Rejected for whoever cannot be asked. */
  async transfer(run: Run, task: Task, toId: string, comment: string | null, byItself = false): Promise<void> {
    const [to] = await this.others(run, task, toId);
    run.answer(task, 'transferred', comment);
    run.tell({ action: 'transfer', stepId: task.stepId, targetId: toId, comment, byItself });
    const next = run.ask(task.stepIndex, to.id, { forId: to.forId, added: task.added });
    this.followOn(run, task, next);
  }

  /** Somebody else is to agree first, or after whoever adds them, who agrees by that. */
  async addSigner(run: Run, task: Task, toId: string, place: 'before' | 'after', comment: string | null): Promise<void> {
    const [to] = await this.others(run, task, toId);
    run.tell({ action: place === 'before' ? 'add-before' : 'add-after', stepId: task.stepId, targetId: toId, comment });
    run.row.touched = true;
    if (place === 'before') {
      const first = run.ask(task.stepIndex, to.id, { forId: to.forId, added: 'before' });
      Object.assign(task, { state: 'waiting', waitsForId: first.id });
      return;
    }
    run.answer(task, 'agreed', comment);
    const decided = decides(run, task);
    if (decided) run.drop();
    this.followOn(run, task, run.ask(task.stepIndex, to.id, { forId: to.forId, added: 'after' }));
  }

  /** Whoever has it now stands in for somebody who is away by now. */
  private async open(run: Run, task: Task): Promise<void> {
    const [present] = task.forId ? [] : await this.asking.present([task.assigneeId], run.row.submitterId);
    const taken = run.pending.some((other) => other !== task && other.assigneeId === present?.id);
    if (present?.forId && !taken) Object.assign(task, { assigneeId: present.id, forId: present.forId });
    const step = run.path[task.stepIndex];
    Object.assign(task, { state: 'open', waitsForId: null, openedAt: run.now, dueAt: step ? dueAfter(step, run.now) : null });
  }
  private async goOn(run: Run): Promise<void> {
    const { resumeIndex, stepIndex } = run.row;
    run.row.resumeIndex = null;
    await this.enter(run, resumeIndex ?? stepIndex + 1);
  }

  private async ask(run: Run, index: number, { people, otherwise }: AskedStep): Promise<boolean> {
    const step = run.path[index] as FlowStep;
    // Whoever was to be asked has left since it was submitted: somebody has to see to it.
    const stuck = otherwise === 'block' || otherwise === 'choose';
    const asked = stuck ? await this.asking.administrators(run.row.submitterId) : people;
    if (asked.length === 0) {
      run.tell({ action: `pass-${otherwise ?? 'pass'}`, stepId: step.id, byItself: true });
      return false;
    }
    const fallback = stuck || otherwise === 'administrator';
    run.row.stepIndex = index;
    let before: Task | null = null;
    for (const { id, forId } of asked) {
      const waitsForId = step.how === 'in-turn' && !fallback ? (before?.id ?? null) : null;
      before = run.ask(index, id, { forId, waitsForId, added: fallback ? 'fallback' : null });
    }
    return true;
  }
  private copy(run: Run, step: FlowStep, { people }: AskedStep): void {
    run.copied.push(...people.map(({ id }) => id));
    for (const { id } of people) run.tell({ action: 'copy', stepId: step.id, targetId: id, byItself: true });
  }

  private followOn(run: Run, task: Task, next: Task): void {
    for (const other of run.pending) if (other.waitsForId === task.id) other.waitsForId = next.id;
  }
  private async others(run: Run, task: Task, toId: string): Promise<[{ id: string; forId: string | null }]> {
    const { submitterId } = run.row;
    const refuse = (code: string) => new Rejected(code, undefined, [{ pointer: '/userId', code }]);
    if ((await this.approvers.active([toId])).length === 0) throw refuse('reference');
    if (toId === submitterId && run.step?.submitter !== 'allow') throw refuse('approval-own');
    const [to] = await this.asking.present([toId], submitterId);
    if (!to || run.pending.some(({ assigneeId }) => assigneeId === to.id) || to.id === task.assigneeId) throw refuse('approval-asked');
    return [to];
  }
}

/** Whether one answer is enough for the step. */
const decides = (run: Run, { added }: Task): boolean => run.step?.how === 'any' || added === 'fallback';

/** The steps before the one it is at in which somebody was asked. */
export function earlierSteps({ path, tasks, row }: Run): FlowStep[] {
  const asked = new Set(tasks.map(({ stepIndex }) => stepIndex));
  return path.filter((_, index) => index < row.stepIndex && asked.has(index));
}
