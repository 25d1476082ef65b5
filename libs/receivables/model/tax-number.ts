import { isCreditCode } from '#customers/model';

/** How a tax number is to be taken: a unified social credit code, one of the older kinds that only deserve a warning, or none. */
export function taxNumberOf(text: string): 'code' | 'legacy' | 'wrong' {
  if (isCreditCode(text)) return 'code';
  if (text.length === 18 && !/^\d{17}[\dX]$/.test(text)) return 'wrong';
  return /^[0-9A-Z]+$/.test(text) && [15, 17, 18, 20].includes(text.length) ? 'legacy' : 'wrong';
}
export const isTaxNumber = (text: string): boolean => taxNumberOf(text) !== 'wrong';
