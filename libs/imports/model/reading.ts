import { isDay, minorDigits, parseDecimal, scale } from '#kernel/model';
import { DAY_FORMATS, type DayFormat } from './import.model.ts';

const UNITS: readonly (readonly [RegExp, number])[] = [[/亿/, 100_000_000], [/万/, 10_000]];

/**
 * A number as files write it, as an integer of 10^-decimals: currency signs, group separators, brackets of a unit and the
 * Chinese 万 and 亿 are read; `factor` multiplies. Null when it is no number.
 */
export function readNumber(text: string, decimals: number, factor = 1): number | null {
  const plain = text.normalize('NFKC');
  const unit = UNITS.find(([sign]) => sign.test(plain))?.[1] ?? 1;

  const digits = plain.replace(/\([^()]*\)/g, '').replace(/[\p{Sc}\p{L}\s'’%]/gu, '');
  const value = parseDecimal(digits, 6);
  if (value === null) return null;
  const scaled = scale(value, factor * unit * 10 ** decimals, 1_000_000);
  return Number.isSafeInteger(scaled) ? scaled : null;
}

export const readMoney = (text: string, currency: string, factor = 1): number | null => readNumber(text, minorDigits(currency), factor);

const iso = (year: string, month: string, day: string) => `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;

/** A day 'yyyy-MM-dd' from what a file says in a format, or null. Years come first in every format that starts with four digits. */
export function readDay(text: string, format: DayFormat = 'yyyy-MM-dd'): string | null {
  const parts = /^(\d{1,4})\D+(\d{1,2})\D+(\d{1,4})/.exec(text.normalize('NFKC').trim());
  const compact = /^(\d{4})(\d{2})(\d{2})$/.exec(text.trim());
  const [, a = '', b = '', c = ''] = compact ?? parts ?? [];
  const year = c.length === 2 ? `${Number(c) < 70 ? '20' : '19'}${c}` : c;
  const day = a.length === 4 ? iso(a, b, c) : year.length !== 4 ? '' : format === 'MM/dd/yyyy' ? iso(year, a, b) : iso(year, b, a);
  return isDay(day) ? day : null;
}
/** The format in which every one of these is a day; the first that fits. Null when none does. */
export const dayFormatOf = (samples: readonly string[]): DayFormat | null =>
  samples.length === 0 ? null : (DAY_FORMATS.find((format) => samples.every((text) => (format !== 'yyyy-MM-dd' || /^\D*\d{4}/.test(text)) && readDay(text, format) !== null)) ?? null);

const YES = new Set(['1', 'true', 'yes', 'y', 'x', '是', '√', '✓', 'on']);
const NO = new Set(['0', 'false', 'no', 'n', '否', '×', 'off']);
export function readFlag(text: string): boolean | null {
  const word = text.normalize('NFKC').trim().toLowerCase();
  return YES.has(word) ? true : NO.has(word) ? false : null;
}

/** Headers compare without case, spaces, dashes and underscores. */
export const headerKey = (text: string): string => text.normalize('NFKC').toLowerCase().replace(/[\s_\-.:：()（）*]/g, '');

/** Whether a text can be an address of mail: one @, and a dot after it. */
export const looksLikeEmail = (text: string): boolean => /^[^\s@]+@[^\s@.]+(?:\.[^\s@.]+)+$/.test(text);
