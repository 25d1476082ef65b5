import { addMonths } from './months.ts';
import { spread } from '#products/model';
import type { Method } from './receivable.model.ts';

/** A row as it is planned. */
export interface Planned {
  readonly id: string | null;
  readonly dueOn: string;
  readonly amount: number;
  readonly method: Method | null;
  readonly remindDays: number | null;
}
export const RHYTHMS = ['month', 'quarter', 'half-year', 'year'] as const;
export type Rhythm = (typeof RHYTHMS)[number];
const MONTHS: Readonly<Record<Rhythm, number>> = { month: 1, quarter: 3, 'half-year': 6, year: 12 };

const row = (dueOn: string, amount: number): Planned => ({ id: null, dueOn, amount, method: null, remindDays: null });

/** n equal parts by largest remainder, one every month, quarter …; parts of nothing are left out. */
export function byPeriod(total: number, parts: number, first: string, rhythm: Rhythm): Planned[] {
  return spread(total, Array<number>(parts).fill(1)).map((amount, index) => row(addMonths(first, index * MONTHS[rhythm]), amount)).filter(({ amount }) => amount > 0);
}

/** Parts by percentages (in hundredths, 3000 = 30 %): exact to the minor unit when they make up the whole, else each as large as it says. */
export function byPercent(total: number, shares: readonly { readonly percent: number; readonly dueOn: string }[]): Planned[] {
  const asked = shares.reduce((sum, { percent }) => sum + percent, 0);
  const rest = Math.max(0, 10_000 - asked);
  const parts = spread(total, [...shares.map(({ percent }) => percent), rest]);
  return shares.map(({ dueOn }, index) => row(dueOn, parts[index] as number)).filter(({ amount }) => amount > 0);
}

/** What of a total is not planned yet; below zero when too much is. */
export const unplanned = (total: number, rows: readonly { readonly amount: number }[]): number => rows.reduce((left, { amount }) => left - amount, total);
