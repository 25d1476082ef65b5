import { expect, it } from 'vitest';
import { helpKeyOf, PAGES_EN, PAGES_ZH } from './index.ts';

it('every page of the help says the same number of things in both languages', () => {
  const shape = (pages: typeof PAGES_EN) => pages.map(({ key, group, link, parts }) => [key, group, link, parts.map(({ heading, text }) => [heading !== undefined, text.map((one) => one.startsWith('- '))])]);
  expect(shape(PAGES_ZH)).toEqual(shape(PAGES_EN));
  expect(PAGES_ZH.every(({ title }) => /\p{Script=Han}/u.test(title))).toBe(true);
});

it('every screen has its page', () => {
  const known = new Set(PAGES_EN.map(({ key }) => key));
  const screens = ['/', '/customers?status=active', '/customers/1', '/contacts', '/opportunities', '/opportunities/board', '/products', '/competitors', '/categories', '/reports/sales', '/imports/new', '/users', '/teams', '/roles', '/pipelines/1', '/stages/1', '/settings', '/settings/profile#keys', '/settings/company', '/settings/options?set=unit', '/help/lists'];
  expect(screens.filter((url) => !known.has(helpKeyOf(url)))).toEqual([]);
});
