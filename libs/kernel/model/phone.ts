/**
 * A phone number in E.164 with an optional extension ('+862161234567;ext=12'), or null when it is none.
 * Numbers without a country code are read as Chinese: mobile 1[3-9] + 9 digits, land line 0xx(x) + 7–8 digits, 400/800.
 */
export function toE164(text: string, country = '86'): string | null {
  const parts = text.normalize('NFKC').split(/(?:;ext=|ext\.?|x|转|#)\s*/i);
  const number = (parts[0] ?? '').replace(/[\s().\-–/]/g, '');
  const digits = number.replace(/^\+|^00/, '');
  if (!/^\d{4,17}$/.test(digits)) return null;
  const extension = parts[1] && /^\d{1,8}$/.test(parts[1].trim()) ? `;ext=${parts[1].trim()}` : '';
  if (/^\+|^00/.test(number)) return digits.length >= 7 && digits.length <= 15 ? `+${digits}${extension}` : null;
  if (country === '86' && /^(1[3-9]\d{9}|[48]00\d{7})$/.test(digits)) return `+86${digits}${extension}`;
  if (country === '86' && /^0\d{2,3}\d{7,8}$/.test(digits)) return `+86${digits.slice(1)}${extension}`;
  return null;
}

export const isPhone = (value: unknown): boolean => typeof value === 'string' && toE164(value) !== null;

/** As people read it: '138 1234 5678' at home, '+1 212 555 0100' abroad. */
export function showPhone(e164: string, country = '86'): string {
  const [number = '', extension] = e164.split(';ext=');
  const tail = extension ? ` #${extension}` : '';
  const home = `+${country}`;
  if (!number.startsWith(home)) return number + tail;
  const local = number.slice(home.length);
  if (local.includes('*')) return local;
  if (/^1[3-9]\d{9}$/.test(local)) return `${local.slice(0, 3)} ${local.slice(3, 7)} ${local.slice(7)}${tail}`;
  return (/^[48]00/.test(local) ? local : `0${local}`) + tail;
}

/** The last four digits of a number, without its extension; null when it has fewer. */
export const lastFour = (phone: string): string | null => /\d{4}$/.exec((phone.split(';')[0] ?? '').replace(/\D/g, ''))?.[0] ?? null;
