import type { Language } from '#kernel/model';
import type { Facts } from './health.ts';

const UNITS = ['B', 'kB', 'MB', 'GB', 'TB'] as const;

/** Bytes as people read them. */
export function bytesInWords(bytes: number, language: Language): string {
  const power = bytes < 1 ? 0 : Math.min(UNITS.length - 1, Math.floor(Math.log(bytes) / Math.log(1024)));
  const value = bytes / 1024 ** power;
  return `${new Intl.NumberFormat(language, { maximumFractionDigits: value < 10 && power > 0 ? 1 : 0 }).format(value)} ${UNITS[power]}`;
}

/** A time that passed, in its largest fitting unit. */
export function secondsInWords(seconds: number, language: Language): string {
  const [size, unit] = seconds >= 172_800 ? [86_400, 'day'] : seconds >= 7200 ? [3600, 'hour'] : seconds >= 120 ? [60, 'minute'] : [1, 'second'];
  return new Intl.NumberFormat(language, { style: 'unit', unit, unitDisplay: 'long', maximumFractionDigits: 0 }).format(seconds / (size as number));
}

/** Facts as a sentence takes them: sizes, times and moments in words. */
export function factsInWords(facts: Facts, language: Language, moment: (iso: string) => string): Record<string, string> {
  const words = (name: string, value: string | number | null): string => {
    if (value === null) return '–';
    if (typeof value === 'string') return name.endsWith('At') ? moment(value) : value;
    if (name.endsWith('Bytes')) return bytesInWords(value, language);
    return name.endsWith('Seconds') ? secondsInWords(value, language) : new Intl.NumberFormat(language).format(value);
  };
  return Object.fromEntries(Object.entries(facts).map(([name, value]) => [name, words(name, value)]));
}
