import type { RateBook } from '#currencies/model';

/** Amounts of records in one currency, and the day whose rate holds for them. */
export interface Part<M extends string> {
  readonly key: string;
  readonly currency: string;
  readonly on: string;
  readonly count: number;
  readonly amounts: Readonly<Record<M, number>>;
}
/** What records add up to; `unpriced` of them are in no amount. */
export interface Amounts<M extends string> {
  readonly count: number;
  readonly unpriced: number;
  readonly amounts: Readonly<Record<M, number>>;
}

/** Adds up parts in several currencies by their key, in the workspace's; in `only` when one currency was asked for. */
export function addUp<M extends string>(parts: readonly Part<M>[], measures: readonly M[], book: RateBook, only?: string): Map<string, Amounts<M>> {
  const sums = new Map<string, Amounts<M>>();
  for (const { key, currency, on, count, amounts } of parts) {
    const before = sums.get(key) ?? nothing(measures);
    const own = measures.map((name) => (currency === only ? amounts[name] : book.amount(amounts[name], currency, on)));
    const known = own.every((amount) => amount !== null);
    const added = measures.map((name, at) => [name, before.amounts[name] + (known ? (own[at] ?? 0) : 0)] as const);
    sums.set(key, { count: before.count + count, unpriced: before.unpriced + (known ? 0 : count), amounts: Object.fromEntries(added) as Record<M, number> });
  }
  return sums;
}

export const nothing = <M extends string>(measures: readonly M[]): Amounts<M> => ({ count: 0, unpriced: 0, amounts: Object.fromEntries(measures.map((name) => [name, 0])) as Record<M, number> });

/** What several sums add up to. */
export function total<M extends string>(sums: Iterable<Amounts<M>>, measures: readonly M[]): Amounts<M> {
  return [...sums].reduce(
    (all, { count, unpriced, amounts }) => ({ count: all.count + count, unpriced: all.unpriced + unpriced, amounts: Object.fromEntries(measures.map((name) => [name, all.amounts[name] + amounts[name]])) as Record<M, number> }),
    nothing(measures),
  );
}
