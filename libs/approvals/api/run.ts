import { newId } from '#kernel/api';
import { dueAfter, type FlowDefinition, type FlowStep, type RunState, type SubjectFacts, type TaskState } from '#approvals/model';

/** What one person is asked within a run. */
export interface Task {
  readonly id: string;
  readonly stepId: string;
  readonly stepIndex: number;
  assigneeId: string;
  /** Whom they stand in for. */
  forId: string | null;
  state: TaskState;
  /** The task that comes first. */
  waitsForId: string | null;
  /** Why it was asked besides: somebody added a signer, or nobody was found. */
  readonly added: 'before' | 'after' | 'fallback' | null;
  /** Its answer no longer counts: the step was asked again. */
  voided: boolean;
  openedAt: string | null;
  decidedAt: string | null;
  comment: string | null;
  urgedAt: string | null;
  /** When it is due, where its step says so. */
  dueAt: string | null;
}
/** What happened, as it is told. */
export interface Happening {
  readonly action: string;
  readonly stepId?: string | null;
  readonly targetId?: string | null;
  readonly comment?: string | null;
  /** Nobody did it: the flow went on by itself. */
  readonly byItself?: boolean;
}
export interface RunRow {
  readonly id: string;
  readonly versionId: string;
  readonly kind: string;
  readonly recordId: string;
  readonly facts: SubjectFacts;
  readonly chosen: readonly string[];
  readonly submitterId: string | null;
  readonly submittedAt: string;
  state: RunState;
  endedAt: string | null;
  stepIndex: number;
  resumeIndex: number | null;
  touched: boolean;
}

/** One submission on its way through its flow, while somebody acts on it. */
export class Run {
  readonly happenings: Happening[] = [];
  readonly copied: string[] = [];

  constructor(
    readonly row: RunRow,
    readonly definition: FlowDefinition,
    /** The steps that apply to this record. */
    readonly path: readonly FlowStep[],
    readonly tasks: Task[],
    readonly now: string,
  ) {}

  get step(): FlowStep | undefined {
    return this.path[this.row.stepIndex];
  }
  /** The tasks of the step it is at that are still to be answered. */
  get pending(): Task[] {
    return this.tasks.filter(({ state }) => state === 'open' || state === 'waiting');
  }
  /** Who agreed in the steps before one, where their answer still counts. */
  agreedBefore(index: number): Set<string> {
    const before = this.tasks.filter(({ state, voided, stepIndex }) => state === 'agreed' && !voided && stepIndex < index);
    return new Set(before.flatMap(({ assigneeId, forId }) => (forId ? [assigneeId, forId] : assigneeId)));
  }

  tell(happening: Happening): void {
    this.happenings.push(happening);
  }
  ask(stepIndex: number, assigneeId: string, more: Partial<Pick<Task, 'forId' | 'waitsForId' | 'added'>> = {}): Task {
    const step = this.path[stepIndex] as FlowStep;
    const task: Task = {
      id: newId(), stepId: step.id, stepIndex, assigneeId, forId: null, added: null, waitsForId: null, ...more,
      state: more.waitsForId ? 'waiting' : 'open', voided: false, openedAt: more.waitsForId ? null : this.now, decidedAt: null, comment: null, urgedAt: null, dueAt: more.waitsForId ? null : dueAfter(step, this.now),
    }; // prettier-ignore
    this.tasks.push(task);
    return task;
  }
  answer(task: Task, state: TaskState, comment: string | null): void {
    Object.assign(task, { state, comment, decidedAt: this.now });
    this.row.touched = true;
  }
  /** What is left of a step is asked no more. */
  drop(): void {
    for (const task of this.pending) task.state = 'dropped';
  }
  end(state: RunState): void {
    this.drop();
    Object.assign(this.row, { state, endedAt: this.now });
  }
}
