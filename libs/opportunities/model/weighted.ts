import { scale } from '#kernel/model';

/** What a deal is expected to bring: round(amount × probability (10⁻⁴)). */
export const weightedOf = (amount: number | null, probability: number): number | null =>
  amount === null ? null : scale(amount, probability, 10_000);
