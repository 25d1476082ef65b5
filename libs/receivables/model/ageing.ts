import { addDays, daysBetween } from '#kernel/model';

/** How long something is overdue, in days: the buckets of domain.md §9. */
export const AGES = ['not-due', '1-30', '31-60', '61-90', '91-180', 'over-180'] as const;
export type Age = (typeof AGES)[number];
/** The last day overdue of each bucket. */
const LAST = [0, 30, 60, 90, 180, Infinity];

/** The bucket of something due on a day; due today is not overdue. */
export function ageOf(dueOn: string, today: string): Age {
  const late = daysBetween(dueOn, today);
  return AGES[LAST.findIndex((last) => late <= last)] as Age;
}

/** First and last due day of a bucket; null where it is open. */
export function daysOfAge(age: Age, today: string): { from: string | null; to: string | null } {
  const at = AGES.indexOf(age);
  const [last, before] = [LAST[at] as number, LAST[at - 1]];
  return { from: at === 0 ? today : Number.isFinite(last) ? addDays(today, -last) : null, to: before === undefined ? null : addDays(today, -before - 1) };
}
