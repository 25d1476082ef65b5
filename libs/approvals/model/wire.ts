import type { Change, Named } from '#kernel/model';
import type { RunState, SubjectFacts, TaskState } from './approval.model.ts';
import type { FlowDefinition, FlowStep } from './flow.model.ts';

/** Somebody who is asked: for themselves, or for somebody who is away. */
export interface Asked {
  readonly person: Named;
  readonly for: Named | null;
}
/** A step that a record would go through, and who would be asked. */
export interface PredictedStep extends Pick<FlowStep, 'id' | 'kind' | 'name' | 'how' | 'who'> {
  readonly people: readonly Asked[];
  /** What happens without anybody: 'pass', 'submitter' and 'same' go on, 'administrator' asks administrators, 'block' refuses the submission, 'choose' waits for a choice. */
  readonly otherwise: 'pass' | 'submitter' | 'same' | 'administrator' | 'block' | 'choose' | null;
}
/** What would happen to a record that is submitted now. */
export interface Prediction {
  /** Null: nobody is asked, the record is approved at once. */
  readonly flow: { readonly id: string; readonly name: string; readonly number: number } | null;
  readonly steps: readonly PredictedStep[];
  /** The step at which it goes on after it was returned. */
  readonly startsAt: string | null;
  readonly choose: boolean;
  readonly blocked: boolean;
}

export interface TaskView {
  readonly id: string;
  readonly stepId: string;
  readonly step: string;
  readonly state: TaskState;
  readonly person: Named;
  readonly for: Named | null;
  readonly added: 'before' | 'after' | 'fallback' | null;
  readonly openedAt: string | null;
  readonly decidedAt: string | null;
  readonly comment: string | null;
  readonly urgedAt: string | null;
  /** When the answer is due, where the step says so. */
  readonly dueAt: string | null;
}
/** What somebody did to a run. */
export interface RunEvent {
  readonly id: string;
  readonly at: string;
  readonly action: string;
  readonly actor: Named | null;
  readonly target: Named | null;
  readonly step: string | null;
  readonly comment: string | null;
}
/** What whoever asks may do now. */
export interface RunActions {
  /** The open task that is theirs. */
  readonly taskId: string | null;
  readonly recall: boolean;
  readonly urge: boolean;
  readonly comment: boolean;
  readonly copy: boolean;
  /** Steps it can be returned to, besides whoever submitted it. */
  readonly returns: readonly { readonly id: string; readonly name: string }[];
  /** Tasks that may be given to somebody else by whoever keeps the flows. */
  readonly reassign: boolean;
}
export interface RunHead {
  readonly id: string;
  readonly kind: string;
  readonly recordId: string;
  readonly state: RunState;
  readonly title: string;
  readonly number: string | null;
  readonly amount: number | null;
  readonly currency: string;
  readonly submitter: Named;
  readonly submittedAt: string;
  readonly endedAt: string | null;
  readonly step: string | null;
}
/** A line of the inbox. */
export interface InboxRow extends RunHead {
  /** What the list is ordered by. */
  readonly at: string;
  readonly taskId: string | null;
  readonly taskState: TaskState | null;
  readonly batch: boolean;
  readonly unread: boolean;
  readonly urged: boolean;
}
export interface InboxPage {
  readonly items: readonly InboxRow[];
  readonly next: string | null;
  /** When the last task was handled. */
  readonly lastHandledAt: string | null;
}
export interface RunView extends RunHead {
  readonly flow: string;
  readonly flowNumber: number;
  readonly facts: Omit<SubjectFacts, 'customerId' | 'ownerId' | 'teamId'> & { readonly customer: Named | null; readonly owner: Named | null; readonly team: Named | null; readonly typeSet: string | null };
  /** What is different from when it was last approved; null when it never was. */
  readonly changes: readonly Change[] | null;
  readonly tasks: readonly TaskView[];
  readonly coming: readonly PredictedStep[];
  readonly copies: readonly (Named & { readonly readAt: string | null })[];
  readonly events: readonly RunEvent[];
  readonly may: RunActions;
  readonly opens: boolean;
}
/** The approval of a record, as its page shows it: the running round and those before. */
export interface RecordApproval {
  readonly running: RunView | null;
  readonly past: readonly RunHead[];
  readonly submits: boolean;
}
export interface BatchResult {
  readonly taskId: string;
  readonly title: string;
  readonly code: string | null;
}
export interface FlowHead {
  readonly id: string;
  readonly kind: string;
  readonly name: string;
  readonly published: number | null;
  /** Whether what is written differs from what is published. */
  readonly changed: boolean;
  readonly version: number;
  readonly updatedAt: string;
  readonly running: number;
}
export interface FlowView extends FlowHead {
  readonly draft: FlowDefinition;
}
export interface FlowVersion {
  readonly number: number;
  readonly publishedAt: string;
  readonly by: string | null;
  readonly definition: FlowDefinition;
}
