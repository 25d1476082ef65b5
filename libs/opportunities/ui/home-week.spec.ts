import { expect, it } from 'vitest';
import { endOfWeek } from './home-week.ts';

it('a week ends on its Sunday, also at the turn of a year', () => {
  expect(['2026-11-23', '2026-11-25', '2026-11-29', '2026-12-31'].map(endOfWeek)).toEqual(['2026-11-29', '2026-11-29', '2026-11-29', '2027-01-03']);
});
