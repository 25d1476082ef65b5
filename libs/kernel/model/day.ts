const PATTERN = /^(\d{4})-(\d\d)-(\d\d)$/;
const MS = 86_400_000;

/** Whether a value is a calendar day 'yyyy-MM-dd' that exists. */
export function isDay(value: unknown): value is string {
  if (typeof value !== 'string' || !PATTERN.test(value)) return false;
  const at = new Date(`${value}T00:00:00Z`);
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(value);
}

const at = (day: string) => Date.parse(`${day}T00:00:00Z`);
const day = (ms: number) => new Date(ms).toISOString().slice(0, 10);

export const addDays = (from: string, days: number): string => day(at(from) + days * MS);
/** Whole days from one day to another. */
export const daysBetween = (from: string, to: string): number => Math.round((at(to) - at(from)) / MS);
/** The calendar day it is now in a time zone. */
export const todayIn = (timeZone: string, now = new Date()): string =>
  new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' }).format(now);

/** The moment a calendar day begins in a time zone, in UTC. */
export function startOfDay(from: string, timeZone: string): string {
  const format = new Intl.DateTimeFormat('en-CA', { timeZone, hourCycle: 'h23', year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', second: '2-digit' });
  const shown = (ms: number) => Date.parse(`${format.format(ms).replace(', ', 'T')}Z`);
  const guess = 2 * at(from) - shown(at(from));
  return new Date(guess + at(from) - shown(guess)).toISOString();
}

export const PERIODS = ['today', 'yesterday', 'this-week', 'this-month', 'this-quarter', 'this-year', 'last-month', 'last-quarter', 'last-year', 'last-7-days', 'last-30-days', 'last-90-days', 'next-7-days', 'next-30-days'] as const; // prettier-ignore
export type Period = (typeof PERIODS)[number];
export const isPeriod = (value: string): value is Period => (PERIODS as readonly string[]).includes(value);

const month = (year: number, index: number) => day(Date.UTC(year, index, 1));

/** First and last day of a named period; weeks start on Monday, quarters in January. */
export function daysOf(period: Period, today: string): { from: string; to: string } {
  const year = Number(today.slice(0, 4));
  const index = Number(today.slice(5, 7)) - 1;
  const span = (start: number, months: number) => ({ from: month(year, start), to: addDays(month(year, start + months), -1) });
  const quarter = index - (index % 3);
  const monday = addDays(today, -((new Date(at(today)).getUTCDay() + 6) % 7));
  switch (period) {
    case 'today': return { from: today, to: today };
    case 'yesterday': return { from: addDays(today, -1), to: addDays(today, -1) };
    case 'this-week': return { from: monday, to: addDays(monday, 6) };
    case 'this-month': return span(index, 1);
    case 'last-month': return span(index - 1, 1);
    case 'this-quarter': return span(quarter, 3);
    case 'last-quarter': return span(quarter - 3, 3);
    case 'this-year': return span(0, 12);
    case 'last-year': return span(-12, 12);
    case 'last-7-days': return { from: addDays(today, -6), to: today };
    case 'last-30-days': return { from: addDays(today, -29), to: today };
    case 'last-90-days': return { from: addDays(today, -89), to: today };
    case 'next-7-days': return { from: today, to: addDays(today, 6) };
    case 'next-30-days': return { from: today, to: addDays(today, 29) };
  } // prettier-ignore
}
