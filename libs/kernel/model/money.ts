const digits = new Map<string, number>();

/** Decimals of a currency's minor unit (ISO 4217): CNY 2, JPY 0. */
export function minorDigits(currency: string): number {
  let known = digits.get(currency);
  if (known === undefined) {
    known = new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2;
    digits.set(currency, known);
  }
  return known;
}

export const isCurrency = (text: string): boolean => /^[A-Z]{3}$/.test(text);

/** An amount in minor units as people read it; compact says 万/亿 in Chinese and K/M in English. */
export function showMoney(amount: number, currency: string, language: string, compact = false): string {
  const value = amount / 10 ** minorDigits(currency);
  return new Intl.NumberFormat(language, {
    style: 'currency', currency, currencyDisplay: 'narrowSymbol',
    ...(compact ? { notation: 'compact', maximumFractionDigits: 1 } : {}),
  }).format(value); // prettier-ignore
}

/** Half up, away from zero. */
export const roundHalfUp = (value: number): number => Math.sign(value) * Math.round(Math.abs(value));

/** a × b / divisor, half up away from zero, exact beyond 2^53. */
export function scale(a: number, b: number, divisor: number): number {
  const product = BigInt(a) * BigInt(b);
  const by = BigInt(divisor);
  const positive = product < 0n ? -product : product;
  const rounded = (positive * 2n + by) / (by * 2n);
  return Number(product < 0n ? -rounded : rounded);
}

/** Digits without the zeros at their end. */
function withoutZeros(digits: string): string {
  let end = digits.length;
  while (digits[end - 1] === '0') end--;
  return digits.slice(0, end);
}

/** A decimal text ('1,234.5') in units of 10^-decimals, or null when it is none or has more decimals than that. */
export function parseDecimal(text: string, decimals: number): number | null {
  const match = /^([+-]?)(\d+)(?:\.(\d*))?$/.exec(text.normalize('NFKC').replace(/[\s,]/g, ''));
  if (!match) return null;
  const fraction = withoutZeros(match[3] ?? '');
  if (fraction.length > decimals) return null;
  const value = Number(`${match[1]}${match[2]}${fraction.padEnd(decimals, '0')}`);
  return Number.isSafeInteger(value) ? value : null;
}
