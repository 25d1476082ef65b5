import { expect, it } from 'vitest';
import { cycleOf } from './cycle.ts';

it('a cycle is the days from opening to closing, each deal counted once', () => {
  const span = (closedOn: string, count: number) => ({ openedOn: '2026-01-01', closedOn, count });
  expect(cycleOf([span('2026-01-11', 1), span('2026-01-03', 2), span('2026-01-02', 1)])).toEqual({ mean: 3.75, median: 2 });
  expect(cycleOf([span('2026-01-02', 1), span('2026-01-04', 1)])).toEqual({ mean: 2, median: 2 });
  expect(cycleOf([])).toEqual({ mean: null, median: null });
});
