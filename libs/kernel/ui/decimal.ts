import { minorDigits, parseDecimal, type Field } from '#kernel/model';
import { DECIMALS } from './formats.ts';

/** Decimals people type for a number field; money by its currency. */
export const decimalsOf = (field: Field, currency: string): number => (field.kind === 'money' ? minorDigits(currency) : (DECIMALS[field.kind] ?? 0));

/** What a scaled integer looks like in an input: '12.5'. */
export function typed(value: number, decimals: number): string {
  const text = (value / 10 ** decimals).toFixed(decimals);
  return decimals > 2 ? text.replace(/\.?0+$/, '') : text.replace(/\.00$/, '');
}

/** A scaled integer from what was typed; what is no number stays text, so that the model's rule says so. */
export function fromTyped(text: string, decimals: number): number | string | null {
  if (text.trim() === '') return null;
  return parseDecimal(text, decimals) ?? text;
}

/** A typed number as it is read: '12,800.5'; what is no number stays as it is. */
export function grouped(text: string): string {
  const [whole = '', fraction] = text.split('.');
  const number = Number(whole);
  return whole === '' || !Number.isSafeInteger(number) ? text : number.toLocaleString('en-US') + (fraction === undefined ? '' : `.${fraction}`);
}
