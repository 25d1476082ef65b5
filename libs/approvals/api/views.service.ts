import { Injectable } from '@nestjs/common';
import { currentPrincipal, Database, fromStoredMoment, NotFound, reachOf, Records, recordTables } from '#kernel/api';
import type { Named } from '#kernel/model';
import type { RecordApproval, RunActions, RunEvent, RunHead, RunView, SubjectFacts as RunFacts, TaskView } from '#approvals/model';
import { Differences } from './differences.service.ts';
import { Predictions } from './predictions.service.ts';
import type { Run } from './run.ts';
import { Runs } from './runs.queries.ts';
import { Sights } from './sights.service.ts';
import { Subjects, throughApproval } from './subjects.service.ts';
import { earlierSteps } from './walk.service.ts';

interface StoredEvent {
  readonly id: string;
  readonly at: string;
  readonly actorId: string | null;
  readonly action: string;
  readonly stepId: string | null;
  readonly targetId: string | null;
  readonly comment: string | null;
}
interface Stored extends Pick<RunHead, 'id' | 'state' | 'submittedAt' | 'endedAt'> {
  readonly facts: string;
  readonly submitterId: string | null;
}
const PAST = 20;

/** Shows what was submitted: what is asked, how far it is, and what whoever looks may do. */
@Injectable()
export class Views {
  constructor(
    private readonly db: Database,
    private readonly kernel: Records,
    private readonly runs: Runs,
    private readonly sights: Sights,
    private readonly subjects: Subjects,
    private readonly predictions: Predictions,
    private readonly differences: Differences,
  ) {}

  async run(id: string): Promise<RunView> {
    await this.sights.demand(id);
    await this.read(id);
    return this.told(id);
  }
  /** The rounds of a record; the latest twenty. */
  async ofRecord(kind: string, id: string): Promise<RecordApproval> {
    await this.subjects.demand(kind, id, 'read');
    if (!(await this.subjects.reaches(kind, id, 'read'))) return { running: null, past: [], submits: false };
    const rows = await this.db.read<Stored>('SELECT `id`, `state`, `facts`, `submitterId`, `submittedAt`, `endedAt` FROM `approval_run` WHERE `kind` = ? AND `recordId` = ? ORDER BY `submittedAt` DESC, `id` DESC LIMIT ?', [kind, id, PAST]);
    const names = await this.kernel.names.of('user', [...new Set(rows.flatMap(({ submitterId }) => submitterId ?? []))]);
    const running = rows.find(({ state }) => state === 'running');
    const past = rows.filter((row) => row !== running).map(({ facts, submitterId, submittedAt, endedAt, ...row }): RunHead => {
      const { title, number, amount, currency } = JSON.parse(facts) as RunFacts;
      const submitter = names.get(submitterId ?? '') ?? { id: submitterId ?? '', name: '' };
      return { ...row, kind, recordId: id, title, number, currency, amount: this.sights.worth(kind) ? amount : null, submitter, submittedAt: fromStoredMoment(submittedAt), endedAt: endedAt === null ? null : fromStoredMoment(endedAt), step: null };
    }); // prettier-ignore
    return { running: running ? await this.told(running.id) : null, past, submits: await this.subjects.reaches(kind, id, 'update') };
  }

  private async told(id: string): Promise<RunView> {
    const run = await this.runs.load(id);
    if (!run) throw new NotFound();
    const { row, tasks, definition } = run;
    const whole = await this.sights.whole(id, row.kind);
    const [events, copies, [flow]] = [await this.eventsOf(id), await this.copiesOf(id), await this.db.read<{ name: string; number: number }>('SELECT f.`name`, v.`number` FROM `approval_version` v JOIN `approval_flow` f ON f.`id` = v.`flowId` WHERE v.`id` = ?', [row.versionId])];
    const ids = [row.submitterId, row.facts.ownerId, ...tasks.flatMap(({ assigneeId, forId }) => [assigneeId, forId]), ...events.flatMap(({ actorId, targetId }) => [actorId, targetId]), ...copies.map(({ userId }) => userId)];
    const names = await this.kernel.names.of('user', [...new Set(ids.filter((one) => one !== null))]);
    const nameOf = (one: string) => names.get(one) ?? { id: one, name: '' };
    const maybe = (one: string | null) => (one === null ? null : nameOf(one));
    const stepName = (stepId: string | null) => definition.steps.find((step) => step.id === stepId)?.name ?? null;
    return {
      ...headOf(run, nameOf(row.submitterId ?? ''), whole), flow: flow?.name ?? '', flowNumber: Number(flow?.number ?? 0), facts: await this.factsOf(run, maybe(row.facts.ownerId), whole), changes: await this.differences.of(run),
      tasks: tasks.map(({ stepId, assigneeId, forId, ...task }): TaskView => ({ id: task.id, stepId, step: stepName(stepId) ?? '', state: task.state, person: nameOf(assigneeId), for: maybe(forId), added: task.added, openedAt: task.openedAt, decidedAt: task.decidedAt, comment: task.comment, urgedAt: task.urgedAt, dueAt: task.dueAt })),
      coming: row.state === 'running' ? await this.predictions.coming(run) : [],
      copies: copies.map(({ userId, readAt }) => ({ ...nameOf(userId), readAt: readAt === null ? null : fromStoredMoment(readAt) })),
      events: events.map(({ id: own, at, actorId, action, stepId, targetId, comment }): RunEvent => ({ id: own, at: fromStoredMoment(at), action, actor: maybe(actorId), target: maybe(targetId), step: stepName(stepId), comment })),
      may: await this.actionsOf(run), opens: await this.subjects.reaches(row.kind, row.recordId, 'read'),
    }; // prettier-ignore
  }

  private async actionsOf(run: Run): Promise<RunActions> {
    const { id, keyId } = currentPrincipal();
    const { state, submitterId, touched } = run.row;
    const running = state === 'running' && !keyId;
    const part = await this.sights.takesPart(run.row.id);
    const own = running ? run.tasks.find((task) => task.state === 'open' && task.assigneeId === id) : undefined;
    return {
      taskId: own?.id ?? null, recall: running && submitterId === id && (!touched || run.definition.recall === 'always'), urge: running && submitterId === id, comment: part, copy: part,
      returns: own ? earlierSteps(run).map((step) => ({ id: step.id, name: step.name })) : [], reassign: running && reachOf('approval-flow.manage') !== null,
    }; // prettier-ignore
  }

  /** What an approver has to know of a record, whether or not they could open it; whoever only looks at the record's page knows no more by this. */
  private async factsOf({ row: { kind, facts } }: Run, owner: Named | null, whole: boolean): Promise<RunView['facts']> {
    const { customerId, ownerId, teamId, ...plain } = facts;
    const name = async (of: string, one: string | null): Promise<Named | null> => {
      if (one === null || !recordTables().some(({ info }) => info.name === of)) return null;
      const names = () => this.kernel.names.of(of, [one]);
      return (await (whole ? throughApproval(names) : names())).get(one) ?? null;
    };
    return { ...plain, ...(whole ? {} : { amount: null, discount: null }), customer: await name('customer', customerId), owner: ownerId === null ? null : owner, team: await name('team', teamId), typeSet: this.subjects.has(kind) ? (this.subjects.of(kind).typeSet ?? null) : null };
  }
  private eventsOf(id: string): Promise<StoredEvent[]> {
    return this.db.read('SELECT `id`, `at`, `actorId`, `action`, `stepId`, `targetId`, `comment` FROM `approval_event` WHERE `runId` = ? ORDER BY `id` LIMIT 500', [id]);
  }
  private copiesOf(id: string): Promise<{ userId: string; readAt: string | null }[]> {
    return this.db.read('SELECT `userId`, `readAt` FROM `approval_copy` WHERE `runId` = ? ORDER BY `createdAt`, `userId` LIMIT 200', [id]);
  }
  /** Whoever got a copy has seen it. */
  private async read(runId: string): Promise<void> {
    const { id } = currentPrincipal();
    const rows = await this.db.read('SELECT 1 FROM `approval_copy` WHERE `runId` = ? AND `userId` = ? AND `readAt` IS NULL', [runId, id]);
    if (rows.length === 0) return;
    await this.kernel.work.run(() => this.db.write('UPDATE `approval_copy` SET `readAt` = ? WHERE `runId` = ? AND `userId` = ? AND `readAt` IS NULL', [this.runs.moment(), runId, id]));
  }
}

/** What stands of a run in a list. */
export function headOf({ row, step }: Run, submitter: Named, whole: boolean): RunHead {
  const { id, kind, recordId, state, facts, submittedAt, endedAt } = row;
  return { id, kind, recordId, state, title: facts.title, number: facts.number, amount: whole ? facts.amount : null, currency: facts.currency, submitter, submittedAt, endedAt, step: state === 'running' ? (step?.name ?? null) : null };
}
