import { CronTime } from 'cron';

/** Windows that are searched backwards for the last time a schedule was due. */
const WINDOWS = [3_600_000, 26 * 3_600_000, 32 * 86_400_000, 367 * 86_400_000];
/** Five fields, minutes first: a backup every second is nobody's wish. */
const FIELDS = /^\S+(\s+\S+){4}$/;

/** Whether somebody can be meant by it: a cron expression of five fields that is due at some time, and a zone that exists. */
export function isCron(cron: string, zone: string): boolean {
  try {
    return FIELDS.test(cron.trim()) && nextTimes(cron, zone, new Date(), 1).length === 1;
  } catch {
    return false;
  }
}

/** The next times a schedule is due, after a moment. */
export function nextTimes(cron: string, zone: string, after: Date, count: number): Date[] {
  const time = new CronTime(cron.trim(), zone);
  const times: Date[] = [];
  for (let from = after; times.length < count; ) {
    from = time.getNextDateFrom(from, zone).toJSDate();
    times.push(from);
  }
  return times;
}

/** The last time it was due after one moment and up to another; those before are past and done with. */
export function lastDue(cron: string, zone: string, after: Date, until: Date): Date | null {
  const time = new CronTime(cron.trim(), zone);
  for (const window of WINDOWS) {
    const start = Math.max(after.getTime(), until.getTime() - window);
    let due: Date | null = null;
    for (let from = new Date(start); ; ) {
      from = time.getNextDateFrom(from, zone).toJSDate();
      if (from > until) break;
      due = from;
    }
    if (due || start === after.getTime()) return due;
  }
  return null;
}
