import { computed, signal } from '@angular/core';
import { byPercent, byPeriod, unplanned, type Planned, type Rhythm } from '#receivables/model';

/** A row while the plan is written; the amount is empty until it is said. */
export interface DraftRow extends Omit<Planned, 'amount' | 'dueOn'> {
  readonly amount: number | null;
  readonly dueOn: string | null;
  /** What payments have of it: it can neither go nor fall below. */
  readonly taken: number;
}

/** The rows of a plan as they are written, and what is left of the total. */
export class PlanRows {
  readonly rows = signal<readonly DraftRow[]>([]);
  readonly left = computed(() => unplanned(this.total, this.rows().map(({ amount }) => ({ amount: amount ?? 0 }))));
  readonly whole = computed(() => this.rows().every(({ amount, dueOn }) => amount !== null && amount > 0 && dueOn !== null));

  constructor(
    private readonly total: number,
    start: readonly DraftRow[],
  ) {
    this.rows.set(start);
  }

  set(index: number, name: keyof DraftRow, value: unknown): void {
    this.rows.update((rows) => rows.map((row, at) => (at === index ? { ...row, [name]: value } : row)));
  }
  add(): void {
    this.rows.update((rows) => [...rows, { id: null, dueOn: rows.at(-1)?.dueOn ?? null, amount: Math.max(this.left(), 0) || null, method: null, remindDays: 3, taken: 0 }]);
  }
  drop(index: number): void {
    this.rows.update((rows) => rows.filter((_, at) => at !== index));
  }
  /** Divides what no payment has yet, and keeps the rows that have one. */
  byPeriod(parts: number, first: string, rhythm: Rhythm): void {
    this.divide((rest) => byPeriod(rest, parts, first, rhythm));
  }
  byPercent(percents: readonly number[], days: readonly string[]): void {
    this.divide((rest) => byPercent(rest, percents.map((percent, index) => ({ percent, dueOn: days[index] as string }))));
  }

  private divide(make: (rest: number) => Planned[]): void {
    const kept = this.rows().filter(({ taken }) => taken > 0);
    const rest = unplanned(this.total, kept.map(({ amount }) => ({ amount: amount ?? 0 })));
    this.rows.set([...kept, ...make(Math.max(rest, 0)).map((row) => ({ ...row, remindDays: 3, taken: 0 }))]);
  }
}

/** Percentages as people write them, '30 40 30' or '30%,40%': in hundredths, or null when they are none. */
export function percentsOf(text: string): number[] | null {
  const parts = text.normalize('NFKC').split(/[\s,;/、%]+/).filter(Boolean).map(Number);
  return parts.length > 0 && parts.length <= 120 && parts.every((part) => part > 0 && part <= 100) && parts.reduce((sum, part) => sum + part, 0) <= 100.001 ? parts.map((part) => Math.round(part * 100)) : null;
}
