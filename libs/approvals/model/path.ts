import type { Fault } from '#kernel/model';
import type { SubjectFacts } from './approval.model.ts';
import type { Condition, FlowDefinition, FlowStep } from './flow.model.ts';

const NUMBERS = ['amount', 'discount'];

/** Whether a condition holds for a record. What a record does not say is 0 for numbers, and none of any values. */
export function holds({ field, is, number, values }: Condition, facts: SubjectFacts): boolean {
  if (NUMBERS.includes(field)) {
    const value = (field === 'amount' ? facts.amount : facts.discount) ?? 0;
    return is === 'at-least' ? value >= (number ?? 0) : value < (number ?? 0);
  }
  const { teamId, customerLevel, type, currency } = facts;
  const value = { team: teamId, level: customerLevel, type, currency }[field as 'team' | 'level' | 'type' | 'currency'];
  const among = value !== null && values.includes(value);
  return is === 'one-of' ? among : !among;
}
export const applies = (when: readonly Condition[], facts: SubjectFacts): boolean => when.every((condition) => holds(condition, facts));

/** The steps that a record goes through, in order. */
export const pathOf = ({ steps }: FlowDefinition, facts: SubjectFacts): FlowStep[] => steps.filter(({ when }) => applies(when, facts));

/** When an answer that is asked for at a moment is due; null where a step takes its time. */
export function dueAfter({ timeoutHours, onTimeout }: Pick<FlowStep, 'timeoutHours' | 'onTimeout'>, now: string): string | null {
  return timeoutHours && onTimeout ? new Date(Date.parse(now) + timeoutHours * 3_600_000).toISOString() : null;
}

/** What is wrong with a flow beyond the shape of its fields. */
export function flowFaults({ when, steps }: FlowDefinition): Fault[] {
  const faults = conditionFaults(when, '');
  if (!steps.some(({ kind }) => kind === 'approval')) faults.push({ pointer: '/steps', code: 'flow-empty' });
  steps.forEach((step, index) => {
    const at = `/steps/${index}`;
    faults.push(...conditionFaults(step.when, at));
    if (steps.findIndex(({ id }) => id === step.id) !== index) faults.push({ pointer: `${at}/id`, code: 'taken' });
    if (step.who === 'people' && step.people.length === 0) faults.push({ pointer: `${at}/people`, code: 'required' });
    if (step.who === 'role' && !step.role) faults.push({ pointer: `${at}/role`, code: 'required' });
    if (step.who.startsWith('superior') && !step.level) faults.push({ pointer: `${at}/level`, code: 'required' });
    if (step.timeoutHours && !step.onTimeout) faults.push({ pointer: `${at}/onTimeout`, code: 'required' });
    if (step.who === 'chosen' && steps.findIndex(({ who }) => who === 'chosen') !== index) faults.push({ pointer: `${at}/who`, code: 'flow-chosen-once' });
  });
  return faults;
}

function conditionFaults(when: readonly Condition[], at: string): Fault[] {
  return when.flatMap(({ field, is, number, values }, index): Fault[] => {
    const pointer = `${at}/when/${index}`;
    const numeric = NUMBERS.includes(field);
    if (numeric !== (is === 'at-least' || is === 'below')) return [{ pointer: `${pointer}/is`, code: 'choice' }];
    if (numeric && number === null) return [{ pointer: `${pointer}/number`, code: 'required' }];
    return !numeric && values.length === 0 ? [{ pointer: `${pointer}/values`, code: 'required' }] : [];
  });
}
