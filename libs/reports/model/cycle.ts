import { daysBetween } from '#kernel/model';

export interface Span {
  readonly openedOn: string;
  readonly closedOn: string;
  readonly count: number;
}

/** Mean and median of closing day − opening day; a median between two values is their mean. */
export function cycleOf(spans: readonly Span[]): { mean: number | null; median: number | null } {
  const total = spans.reduce((sum, { count }) => sum + count, 0);
  if (total === 0) return { mean: null, median: null };
  const days = spans.map(({ openedOn, closedOn, count }) => ({ days: daysBetween(openedOn, closedOn), count })).sort((a, b) => a.days - b.days);
  const mean = days.reduce((sum, one) => sum + one.days * one.count, 0) / total;
  return { mean, median: (at(days, Math.ceil(total / 2)) + at(days, Math.floor(total / 2) + 1)) / 2 };
}

/** The n-th value, counted from one. */
function at(days: readonly { days: number; count: number }[], n: number): number {
  let seen = 0;
  for (const one of days) {
    seen += one.count;
    if (seen >= n) return one.days;
  }
  return 0;
}
