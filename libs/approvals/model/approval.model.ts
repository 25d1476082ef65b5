import { Choice, LongText, Ref, Text, Texts } from '#kernel/model';

/** How far the approval of a record is; moved by the engine alone. */
export const APPROVAL_STATES = ['none', 'in_approval', 'approved', 'rejected'] as const;
export type ApprovalState = (typeof APPROVAL_STATES)[number];
export const APPROVAL_TONES = { none: 'neutral', in_approval: 'info', approved: 'success', rejected: 'danger' } as const;

/** What becomes of one submission. 'returned' goes back to whoever submitted, to be changed and submitted again. */
export const RUN_STATES = ['running', 'approved', 'rejected', 'recalled', 'returned'] as const;
export type RunState = (typeof RUN_STATES)[number];
export const RUN_TONES: Readonly<Record<RunState, string>> = { running: 'info', approved: 'success', rejected: 'danger', recalled: 'neutral', returned: 'warning' };
/** 'waiting': somebody else comes first; 'kept': it was not asked again; 'dropped': it was no longer needed. */
export const TASK_STATES = ['waiting', 'open', 'agreed', 'refused', 'returned', 'transferred', 'dropped'] as const;
export type TaskState = (typeof TASK_STATES)[number];
export const TABS = ['waiting', 'handled', 'mine', 'copied'] as const;
export type Tab = (typeof TABS)[number];

/** What a record says to the flow about itself. Amounts in minor units, discount in 10⁻⁴ (1250 = 12.5 %). */
export interface SubjectFacts {
  readonly title: string;
  readonly number: string | null;
  readonly amount: number | null;
  readonly currency: string;
  readonly discount: number | null;
  readonly customerId: string | null;
  readonly customerLevel: string | null;
  readonly ownerId: string | null;
  readonly teamId: string | null;
  readonly type: string | null;
}

/** What a submission says: whom the submitter chose, where the flow asks for it. */
export class Submission {
  @Texts('text', { max: 20, optional: true }) chosen!: string[];
}
/** A word with an agreement. */
export class Agreement {
  @LongText({ max: 1000, optional: true }) comment!: string | null;
}
/** A reason, or a remark. */
export class Remark {
  @LongText({ max: 1000 }) comment!: string;
}
/** Back to an earlier step, or to whoever submitted. */
export class ReturnTo {
  @Text({ max: 40, optional: true }) stepId!: string | null;
  @LongText({ max: 1000 }) comment!: string;
}
export class Transfer {
  @Ref('user') userId!: string;
  @LongText({ max: 1000, optional: true }) comment!: string | null;
}
export const PLACES = ['before', 'after'] as const;
/** Somebody who is to agree besides: before oneself, or after. */
export class AddedSigner {
  @Ref('user') userId!: string;
  @Choice(PLACES) place!: (typeof PLACES)[number];
  @LongText({ max: 1000, optional: true }) comment!: string | null;
}
export class Copying {
  @Texts('text', { max: 20 }) people!: string[];
}
/** Several tasks that are agreed to at once. */
export class ManyAgreed {
  @Texts('text', { max: 100 }) tasks!: string[];
  @LongText({ max: 1000, optional: true }) comment!: string | null;
}
