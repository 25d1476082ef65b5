/** What came in on a contract and what of it was given up; amounts in minor units. */
export interface Money {
  readonly total: number;
  /** Σ approved payments. */
  readonly paid: number;
  /** Σ of the entries that took payments back, as positive amounts. */
  readonly reversed: number;
  /** Σ written off, less what of it was taken back. */
  readonly writtenOff: number;
}

/** Receivable = total − approved payments + reversals − write-offs (domain.md §9). */
export const receivableOf = ({ total, paid, reversed, writtenOff }: Money): number => total - paid + reversed - writtenOff;

/** Collection rate = received / due in a period, in 0–1 and above when more came in than was due; null when nothing was due (domain.md §9). */
export const collectionRate = (received: number, due: number): number | null => (due > 0 ? received / due : null);

/** Days sales outstanding = receivable / signed in the period × days of the period; null when nothing was signed. */
export const daysOutstanding = (receivable: number, signed: number, days: number): number | null => (signed > 0 ? Math.round((receivable / signed) * days) : null);
