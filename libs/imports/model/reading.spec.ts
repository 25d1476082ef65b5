import { describe, expect, it } from 'vitest';
import { readDay, readFlag, readMoney, readNumber } from './reading.ts';

describe('a number in a file', () => {
  it('is read with its signs, separators and units', () => {
    expect(readMoney(' $656.96 ', 'USD')).toBe(65_696);
    expect(readMoney('1,000(万元人民币)', 'CNY')).toBe(1_000_000_000);
    expect(readMoney('￥1,234.5万', 'CNY')).toBe(1_234_500_000);
    expect(readMoney('1100.04', 'USD', 1_000_000)).toBe(110_004_000_000);
    expect(readMoney('550', 'JPY')).toBe(550);
    expect(readNumber('12.5%', 2)).toBe(1250);
  });

  it('is nothing when it is none', () => {
    expect(['', 'n/a', '1.2.3', '--5'].map((text) => readMoney(text, 'USD'))).toEqual([null, null, null, null]);
  });
});

describe('a day in a file', () => {
  it('is read by its format, years first wherever they stand first', () => {
    expect(readDay('2016-10-20')).toBe('2016-10-20');
    expect(readDay('2016/1/5')).toBe('2016-01-05');
    expect(readDay('2016年1月5日')).toBe('2016-01-05');
    expect(readDay('20161020')).toBe('2016-10-20');
    expect(readDay('2016-10-20T08:00:00Z')).toBe('2016-10-20');
    expect(readDay('03/04/2025', 'dd/MM/yyyy')).toBe('2025-04-03');
    expect(readDay('03/04/2025', 'MM/dd/yyyy')).toBe('2025-03-04');
    expect(readDay('03/04/25', 'dd/MM/yyyy')).toBe('2025-04-03');
  });

  it('is nothing when there is no such day', () => {
    expect(['2016-02-30', '31/31/2016', 'soon'].map((text) => readDay(text))).toEqual([null, null, null]);
  });
});

it('yes and no are said in many ways', () => {
  expect(['Yes', '是', '1', 'off', '否', 'maybe'].map(readFlag)).toEqual([true, true, true, false, false, null]);
});
