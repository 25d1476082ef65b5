import type { BackupRetention } from '#backups/model';

/** What a backup is to whoever decides how long it stays. */
export interface Keepable {
  readonly name: string;
  /** When it was made, in milliseconds. */
  readonly at: number;
  /** It was read back and opened, here or by a drill. */
  readonly proven: boolean;
  /** A drill restored it. */
  readonly drilled: boolean;
}
const DAY = 86_400_000;
const dayOf = (at: number) => Math.floor(at / DAY);
/** Weeks begin on Monday; the first of January 1970 was a Thursday. */
const weekOf = (at: number) => Math.floor((dayOf(at) + 3) / 7);
const monthOf = (at: number) => new Date(at).toISOString().slice(0, 7);

/**
 * The names that may go: all but the last one of so many days, weeks and months that have one, the newest proven ones up to a floor,
 * and the last that was proven and the last that was drilled. Nothing goes that has no proven one after it.
 */
export function dispensable(backups: readonly Keepable[], { daily, weekly, monthly, floor }: BackupRetention): string[] {
  const newest = backups.toSorted((a, b) => b.at - a.at);
  const keep = new Set<string>();
  for (const [period, most] of [[dayOf, daily], [weekOf, weekly], [monthOf, monthly]] as const) {
    const seen = new Set<number | string>();
    for (const { name, at } of newest) {
      if (seen.has(period(at)) || seen.size >= most) continue;
      seen.add(period(at));
      keep.add(name);
    }
  }
  const proven = newest.filter((one) => one.proven);
  for (const { name } of proven.slice(0, Math.max(1, floor))) keep.add(name);
  const drilled = newest.find((one) => one.drilled);
  if (drilled) keep.add(drilled.name);
  const last = proven[0];
  return newest.filter(({ name, at }) => !keep.has(name) && last !== undefined && at < last.at).map(({ name }) => name);
}
