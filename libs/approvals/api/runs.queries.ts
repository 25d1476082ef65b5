import { Injectable } from '@nestjs/common';
import { Clock, currentPrincipal, Database, DuplicateKey, fromStoredMoment, newId, Rejected, Sealing, toStoredMoment } from '#kernel/api';
import { pathOf, type FlowDefinition } from '#approvals/model';
import { Run, type RunRow, type Task } from './run.ts';

type Stored<T> = { [K in keyof T]: T[K] extends boolean ? number : T[K] extends string | number | null ? T[K] : string };
const TASK_COLUMNS = ['id', 'runId', 'stepId', 'stepIndex', 'assigneeId', 'forId', 'state', 'waitsForId', 'added', 'voided', 'openedAt', 'decidedAt', 'comment', 'urgedAt', 'dueAt'] as const;
const moment = (iso: string | null) => (iso === null ? null : toStoredMoment(iso));
const iso = (stored: string | null) => (stored === null ? null : fromStoredMoment(stored));

/** Where runs and their tasks are stored. A run that is acted on is locked first; each task is changed only if it is as it was read. */
@Injectable()
export class Runs {
  constructor(
    private readonly db: Database,
    private readonly sealing: Sealing,
    private readonly clock: Clock,
  ) {}

  /** Stores a new run before anybody is asked. Throws Rejected when one runs already. */
  async add(row: RunRow, snapshot: Record<string, unknown>, definition: FlowDefinition): Promise<Run> {
    const values = {
      id: row.id, versionId: row.versionId, kind: row.kind, recordId: row.recordId, runningKey: '', state: row.state, facts: JSON.stringify(row.facts), snapshot: this.sealing.close('approval_run', 'snapshot', row.id, snapshot),
      chosen: JSON.stringify(row.chosen), submitterId: row.submitterId, submittedAt: moment(row.submittedAt), endedAt: null, stepIndex: row.stepIndex, resumeIndex: row.resumeIndex, touched: 0, revision: 1,
    }; // prettier-ignore
    await this.db.insert('approval_run', Object.keys(values), [Object.values(values)]).catch((error: unknown) => {
      throw error instanceof DuplicateKey ? new Rejected('approval-running') : error;
    });
    return new Run(row, definition, pathOf(definition, row.facts), [], this.now());
  }

  /** Takes a running run for whoever acts on it; the next one waits. Null when it has ended. */
  async lock(id: string): Promise<Run | null> {
    const { affected } = await this.db.write("UPDATE `approval_run` SET `revision` = `revision` + 1 WHERE `id` = ? AND `state` = 'running'", [id]);
    return affected === 1 ? this.load(id) : null;
  }
  async load(id: string): Promise<Run | null> {
    const [row] = await this.db.read<Stored<RunRow> & { definition: string }>('SELECT r.*, v.`definition` FROM `approval_run` r JOIN `approval_version` v ON v.`id` = r.`versionId` WHERE r.`id` = ?', [id]);
    if (!row) return null;
    const definition = JSON.parse(row.definition) as FlowDefinition;
    const read: RunRow = {
      id: row.id, versionId: row.versionId, kind: row.kind, recordId: row.recordId, facts: JSON.parse(row.facts) as RunRow['facts'], chosen: JSON.parse(row.chosen) as string[], submitterId: row.submitterId, submittedAt: fromStoredMoment(row.submittedAt),
      state: row.state, endedAt: iso(row.endedAt), stepIndex: Number(row.stepIndex), resumeIndex: row.resumeIndex === null ? null : Number(row.resumeIndex), touched: Boolean(row.touched),
    }; // prettier-ignore
    return new Run(read, definition, pathOf(definition, read.facts), await this.tasksOf(id), this.now());
  }
  async tasksOf(runId: string): Promise<Task[]> {
    const rows = await this.db.read<Stored<Task>>('SELECT * FROM `approval_task` WHERE `runId` = ? ORDER BY `id`', [runId]);
    return rows.map((row) => ({
      id: row.id, stepId: row.stepId, stepIndex: Number(row.stepIndex), assigneeId: row.assigneeId, forId: row.forId, state: row.state, waitsForId: row.waitsForId, added: row.added as Task['added'],
      voided: Boolean(row.voided), openedAt: iso(row.openedAt), decidedAt: iso(row.decidedAt), comment: row.comment, urgedAt: iso(row.urgedAt), dueAt: iso(row.dueAt),
    })); // prettier-ignore
  }
  async runOfTask(taskId: string): Promise<string | null> {
    const [row] = await this.db.read<{ runId: string }>('SELECT `runId` FROM `approval_task` WHERE `id` = ?', [taskId]);
    return row?.runId ?? null;
  }
  async snapshotOf(id: string): Promise<Record<string, unknown>> {
    const [row] = await this.db.read<{ snapshot: string | null }>('SELECT `snapshot` FROM `approval_run` WHERE `id` = ?', [id]);
    return row?.snapshot ? this.sealing.read<Record<string, unknown>>('approval_run', 'snapshot', id, row.snapshot, {}) : {};
  }

  /** Claims an open task for its own assignee: of twenty clicks one. */
  async claim(task: Task, actorId: string | null): Promise<boolean> {
    const { affected } = await this.db.write("UPDATE `approval_task` SET `urgedAt` = NULL, `decidedAt` = ? WHERE `id` = ? AND `state` = 'open' AND `assigneeId` = ? AND `decidedAt` IS NULL", [toStoredMoment(this.now()), task.id, actorId]);
    return affected === 1;
  }

  /** Stores what became of a run. `before` are its tasks as they were read. */
  async save(run: Run, before: readonly Task[]): Promise<void> {
    const { row } = run;
    await this.db.write('UPDATE `approval_run` SET `state` = ?, `runningKey` = ?, `endedAt` = ?, `stepIndex` = ?, `resumeIndex` = ?, `touched` = ? WHERE `id` = ?', [
      row.state, row.state === 'running' ? '' : row.id, moment(row.endedAt), row.stepIndex, row.resumeIndex, row.touched ? 1 : 0, row.id,
    ]); // prettier-ignore
    const known = new Map(before.map((task) => [task.id, JSON.stringify(task)]));
    const fresh = run.tasks.filter(({ id }) => !known.has(id));
    for (const task of run.tasks) if (known.has(task.id) && known.get(task.id) !== JSON.stringify(task)) await this.change(task);
    await this.db.insert('approval_task', TASK_COLUMNS, fresh.map((task) => [
      task.id, row.id, task.stepId, task.stepIndex, task.assigneeId, task.forId, task.state, task.waitsForId, task.added, task.voided ? 1 : 0, moment(task.openedAt), moment(task.decidedAt), task.comment, moment(task.urgedAt), moment(task.dueAt),
    ])); // prettier-ignore
    await this.addBeside(run);
  }
  /** Stores what was said beside the course of a run, and who got a copy. */
  async addBeside(run: Run): Promise<void> {
    await this.copy(run.row.id, run.copied);
    await this.tell(run);
  }
  private async change(task: Task): Promise<void> {
    await this.db.write(
      'UPDATE `approval_task` SET `assigneeId` = ?, `forId` = ?, `state` = ?, `waitsForId` = ?, `voided` = ?, `openedAt` = ?, `decidedAt` = ?, `comment` = ?, `urgedAt` = ?, `dueAt` = ? WHERE `id` = ?',
      [task.assigneeId, task.forId, task.state, task.waitsForId, task.voided ? 1 : 0, moment(task.openedAt), moment(task.decidedAt), task.comment, moment(task.urgedAt), moment(task.dueAt), task.id],
    );
  }
  /** Gives copies to those who have none yet. */
  private async copy(runId: string, people: readonly string[]): Promise<void> {
    const rows = await this.db.read<{ userId: string }>('SELECT `userId` FROM `approval_copy` WHERE `runId` = ?', [runId]);
    const there = new Set(rows.map(({ userId }) => userId));
    const fresh = [...new Set(people)].filter((id) => !there.has(id));
    await this.db.insert('approval_copy', ['runId', 'userId', 'createdAt'], fresh.map((id) => [runId, id, toStoredMoment(this.now())]));
  }
  private async tell({ row, happenings }: Run): Promise<void> {
    const rows = happenings.map(({ action, stepId = null, targetId = null, comment = null, byItself }) => [newId(), row.id, toStoredMoment(this.now()), byItself ? null : currentPrincipal().id, action, stepId, targetId, comment]);
    await this.db.insert('approval_event', ['id', 'runId', 'at', 'actorId', 'action', 'stepId', 'targetId', 'comment'], rows);
  }
  moment = () => toStoredMoment(this.now());
  private now = () => this.clock.now().toISOString();
}
