import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { helpKeyOf, PAGES_EN } from '#help/model';

const text = (file) => (existsSync(file) ? readFileSync(file, 'utf8') : '');
const doors = text('apps/web/src/sections.ts') + text('apps/web/src/app.routes.ts');
const slices = readdirSync('libs');

describe('every slice', () => {
  it('with tables or routes is in the list of slices', () => {
    const known = text('apps/api/src/slices.ts');
    expect(slices.filter((slice) => /: Slice =/.test(text(`libs/${slice}/api/index.ts`)) && !known.includes(`'#${slice}/api'`))).toEqual([]);
  });

  it('with pages has a door', () => {
    expect(slices.filter((slice) => /\.routes\.ts'/.test(text(`libs/${slice}/ui/index.ts`)) && !doors.includes(`import('#${slice}/ui')`))).toEqual([]);
  });

  it('with words brings them to the pages', () => {
    expect(slices.filter((slice) => existsSync(`libs/${slice}/model/en.json`) && !new RegExp(`\\b${slice}Words\\b[^;]*\\];`).test(doors))).toEqual([]);
  });
});

it('every model is in a file whose name keeps it in the browser', () => {
  const kept = JSON.parse(text('package.json')).sideEffects;
  expect(kept).toContain('./libs/*/model/*.model.ts');
  const files = slices.flatMap((slice) => (existsSync(`libs/${slice}/model`) ? readdirSync(`libs/${slice}/model`).map((file) => `libs/${slice}/model/${file}`) : []));
  expect(files.filter((file) => !/\.(spec|model)\.ts$/.test(file) && /^@RecordOf\(/m.test(text(file)))).toEqual([]);
});

it('no room has two doors', () => {
  const rooms = [...text('apps/web/src/sections.ts').matchAll(/path: '([a-z-]+)'/g)].map(([, path]) => path);
  expect(rooms.filter((path, at) => rooms.indexOf(path) !== at)).toEqual([]);
});

it('every room has its page of the help', () => {
  const rooms = [...text('apps/web/src/sections.ts').matchAll(/path: '([a-z]+)'/g)].map(([, path]) => path);
  expect(rooms.filter((path) => !PAGES_EN.some(({ key }) => key === helpKeyOf(`/${path}`)))).toEqual([]);
});
