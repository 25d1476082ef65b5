const PARTS = /\{(yyyy|yy|MM|dd|0+)\}/g;
const STARTS: Readonly<Record<string, number>> = { yyyy: 4, yy: 4, MM: 7, dd: 10 };
export const LONGEST_NUMBER = 40;

/** Whether a text is a rule for numbers: letters with `{yyyy}`, `{yy}`, `{MM}`, `{dd}` and once `{0000}`, as long as the running number shall be. */
export function isNumberRule(rule: string): boolean {
  const parts = [...rule.matchAll(PARTS)].map(([, part]) => part as string);
  const counters = parts.filter((part) => part.startsWith('0'));
  return counters.length === 1 && (counters[0] as string).length <= 10 && !/[{}\s]/.test(rule.replace(PARTS, '')) && rule.length <= LONGEST_NUMBER
    && !(parts.includes('MM') && !parts.some((part) => part.startsWith('yy'))) && !(parts.includes('dd') && !parts.includes('MM')); // prettier-ignore
}

/** The stretch of time within which a rule's numbers run on: the year, month or day that the number tells, or all time. */
export const stretchOf = (rule: string, day: string): string => day.slice(0, Math.max(0, ...[...rule.matchAll(PARTS)].map(([, part]) => STARTS[part as string] ?? 0)));

/** The nth number by a rule on a day: HT-{yyyy}-{0000} gives HT-2026-0001. */
export function numberBy(rule: string, day: string, nth: number): string {
  const [year = '', month = '', date = ''] = day.split('-');
  const words: Readonly<Record<string, string>> = { yyyy: year, yy: year.slice(2), MM: month, dd: date };
  return rule.replace(PARTS, (_, part: string) => words[part] ?? String(nth).padStart(part.length, '0'));
}
