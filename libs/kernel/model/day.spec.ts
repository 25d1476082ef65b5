import { expect, it } from 'vitest';
import { startOfDay } from './day.ts';

it('a day begins at midnight of its time zone, summer time included', () => {
  expect(startOfDay('2026-11-25', 'Asia/Shanghai')).toBe('2026-11-24T16:00:00.000Z');
  expect(startOfDay('2026-07-01', 'America/New_York')).toBe('2026-07-01T04:00:00.000Z');
  expect(startOfDay('2026-03-29', 'Europe/Zurich')).toBe('2026-03-28T23:00:00.000Z');
  expect(startOfDay('2026-03-30', 'Europe/Zurich')).toBe('2026-03-29T22:00:00.000Z');
  expect(startOfDay('2026-11-24', 'UTC')).toBe('2026-11-24T00:00:00.000Z');
});
