import { Choice, Flag, Integer, Lines, Text, Texts } from '#kernel/model';

export const CONDITION_FIELDS = ['amount', 'discount', 'team', 'level', 'type', 'currency'] as const;
export type ConditionField = (typeof CONDITION_FIELDS)[number];
export const COMPARISONS = ['at-least', 'below', 'one-of', 'none-of'] as const;
export const STEP_KINDS = ['approval', 'copy'] as const;
/** Who is asked: people by name, a role, the head of the submitter's team, the n-th superior, all superiors up to the n-th, or whom the submitter chooses. */
export const WHO = ['people', 'role', 'head', 'superior', 'superiors', 'chosen'] as const;
/** 依次, 会签, 或签. */
export const HOW = ['in-turn', 'all', 'any'] as const;
export const NOBODY = ['pass', 'administrator', 'block'] as const;
export const SUBMITTER = ['skip', 'allow', 'superior'] as const;
export const SAME_APPROVER = ['first', 'each'] as const;
export const AFTER_RETURN = ['restart', 'resume'] as const;
export const RECALL = ['untouched', 'always'] as const;
/** What happens when nobody has answered in time: 催办, 转交上级, 自动同意, 自动驳回. */
export const TIMEOUTS = ['remind', 'pass-on', 'agree', 'refuse'] as const;
export const MOST_LEVELS = 10;
export const MOST_HOURS = 2160;

/** A condition on the facts of a record; `number` for amounts and discounts, `values` for the rest. */
export class Condition {
  @Choice(CONDITION_FIELDS) field!: ConditionField;
  @Choice(COMPARISONS) is!: (typeof COMPARISONS)[number];
  @Integer({ optional: true, min: 0 }) number!: number | null;
  @Texts('text', { max: 50 }) values!: string[];
}

/** One node of a flow: somebody is asked, or somebody gets a copy. It is passed by when a condition does not hold. */
export class FlowStep {
  @Text({ max: 40 }) id!: string;
  @Choice(STEP_KINDS) kind!: (typeof STEP_KINDS)[number];
  @Text({ max: 100 }) name!: string;
  @Lines(Condition, { max: 10 }) when!: Condition[];
  @Choice(WHO) who!: (typeof WHO)[number];
  @Texts('text', { max: 50 }) people!: string[];
  @Text({ max: 40, optional: true }) role!: string | null;
  /** How far up for superiors. */
  @Integer({ optional: true, min: 1, max: MOST_LEVELS }) level!: number | null;
  @Choice(HOW) how!: (typeof HOW)[number];
  @Choice(NOBODY) nobody!: (typeof NOBODY)[number];
  @Choice(SUBMITTER) submitter!: (typeof SUBMITTER)[number];
  /** Within how many hours each answer is due, and what happens after that. */
  @Integer({ optional: true, min: 1, max: MOST_HOURS }) timeoutHours!: number | null;
  @Choice(TIMEOUTS, { optional: true }) onTimeout!: (typeof TIMEOUTS)[number] | null;
}

/** A flow as it is written: for which records it is, what happens, and its settings. */
export class FlowDefinition {
  @Lines(Condition, { max: 10 }) when!: Condition[];
  @Lines(FlowStep, { max: 50 }) steps!: FlowStep[];
  @Choice(SAME_APPROVER) sameApprover!: (typeof SAME_APPROVER)[number];
  @Choice(AFTER_RETURN) afterReturn!: (typeof AFTER_RETURN)[number];
  @Choice(RECALL) recall!: (typeof RECALL)[number];
  /** Whether many may be agreed to at once. */
  @Flag() batch!: boolean;
  /** From which amount on whoever agrees proves once more that it is them; in the minor unit of the workspace's currency. */
  @Integer({ optional: true, min: 0 }) proofAbove!: number | null;
}
/** A new flow for a kind of record; of several the first whose conditions hold applies. */
export class NewFlow extends FlowDefinition {
  @Text({ max: 40 }) kind!: string;
  @Text({ max: 100 }) name!: string;
}
/** A flow as it is written next. */
export class FlowDraft extends FlowDefinition {
  @Text({ max: 100 }) name!: string;
}
/** The flows of a kind in the order in which they are asked whether they apply. */
export class FlowOrder {
  @Text({ max: 40 }) kind!: string;
  @Texts('text', { max: 50 }) ids!: string[];
}
/** A record that a flow is tried with. */
export class FlowTrial {
  @Text({ max: 40 }) recordId!: string;
  @Lines(FlowDraft, { max: 1 }) draft!: FlowDraft[];
}
export const EMPTY_FLOW: FlowDefinition = { when: [], steps: [], sameApprover: 'first', afterReturn: 'restart', recall: 'untouched', batch: false, proofAbove: null };
