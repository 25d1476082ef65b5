import { expect, it } from 'vitest';
import { PAGES_EN, PAGES_ZH } from './index.ts';

it('every page of the help says the same number of things in both languages', () => {
  const shape = (pages: typeof PAGES_EN) => pages.map(({ key, parts }) => [key, parts.map(({ heading, text }) => [heading !== undefined, text.length])]);
  expect(shape(PAGES_ZH)).toEqual(shape(PAGES_EN));
  expect(PAGES_ZH.every(({ title }) => /\p{Script=Han}/u.test(title))).toBe(true);
});
