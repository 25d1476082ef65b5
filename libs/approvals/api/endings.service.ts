import { Injectable } from '@nestjs/common';
import { Events, NotFound } from '#kernel/api';
import { ApprovalAsked, ApprovalDecided } from '#approvals/model';
import type { Run, Task } from './run.ts';
import { Runs } from './runs.queries.ts';
import { Subjects, throughApproval } from './subjects.service.ts';

/** A record that was deleted meanwhile hears nothing; nobody must be stuck with it. */
function unlessGone(error: unknown): void {
  if (!(error instanceof NotFound)) throw error;
}

/** Stores what an action led to, and tells whom it concerns: the record when the run has ended, and the people who are asked now. */
@Injectable()
export class Endings {
  constructor(
    private readonly runs: Runs,
    private readonly events: Events,
    private readonly subjects: Subjects,
  ) {}

  /** `before` are the run's tasks as they were before the action. */
  async settle(run: Run, before: readonly Task[]): Promise<void> {
    await this.runs.save(run, before);
    const { id, kind, recordId, state } = run.row;
    const about = { kind: 'approval', id };
    const wereOpen = new Set(before.flatMap((task) => (task.state === 'open' ? task.id : [])));
    for (const task of run.pending) if (task.state === 'open' && !wereOpen.has(task.id)) await this.events.emit(ApprovalAsked, { runId: id, taskId: task.id }, about);
    if (state === 'running') return;
    const outcome = state === 'returned' ? 'recalled' : state;
    const snapshot = await this.runs.snapshotOf(id);
    await throughApproval(() => this.subjects.of(kind).decide(recordId, outcome, snapshot)).catch(unlessGone);
    await this.events.emit(ApprovalDecided, { runId: id, kind, recordId, outcome: state }, about);
  }
}
