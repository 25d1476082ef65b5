import { minorDigits } from './money.ts';

const DIGITS = [...'零壹贰叁肆伍陆柒捌玖'];
const PLACES = ['', '拾', '佰', '仟'];
const MYRIADS = ['', '万', '亿', '万亿', '亿亿'];
const UNITS: Readonly<Record<string, string>> = { CNY: '元', HKD: '港元', USD: '美元', EUR: '欧元', GBP: '英镑', JPY: '日元', TWD: '新台币元', SGD: '新加坡元' };

/** An amount in the capital characters of contracts and receipts: 123450 → 壹仟贰佰叁拾肆元伍角. */
export function capitalAmount(amount: number, currency = 'CNY'): string {
  const digits = minorDigits(currency);
  const minor = BigInt(Math.abs(amount)) * 10n ** BigInt(Math.max(0, 2 - digits)) / 10n ** BigInt(Math.max(0, digits - 2));
  const [whole, jiao, fen] = [minor / 100n, Number((minor / 10n) % 10n), Number(minor % 10n)];
  const unit = UNITS[currency] ?? currency;
  const head = whole === 0n && jiao + fen > 0 ? '' : `${wholeOf(whole)}${unit}`;
  const tail = jiao + fen === 0 ? '整' : `${jiao > 0 ? `${DIGITS[jiao]}角` : head && '零'}${fen > 0 ? `${DIGITS[fen]}分` : ''}`;
  return `${amount < 0 ? '负' : ''}${head}${tail}`;
}

function wholeOf(value: bigint): string {
  if (value === 0n) return '零';
  let text = '';
  let gap = false;
  for (let myriad = MYRIADS.length - 1; myriad >= 0; myriad--) {
    const part = Number((value / 10_000n ** BigInt(myriad)) % 10_000n);
    if (part === 0) {
      gap = text !== '';
      continue;
    }
    if (text && (gap || part < 1000)) text += '零';
    text += `${partOf(part)}${MYRIADS[myriad]}`;
    gap = false;
  }
  return text;
}

/** Up to 9999; zeros within are told once. */
function partOf(part: number): string {
  let text = '';
  let gap = false;
  for (let place = 3; place >= 0; place--) {
    const digit = Math.floor(part / 10 ** place) % 10;
    if (digit === 0) gap = text !== '';
    else {
      text += `${gap ? '零' : ''}${DIGITS[digit]}${PLACES[place]}`;
      gap = false;
    }
  }
  return text;
}
