import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { kernelWords } from '#kernel/model';
import { SLICES } from '../src/slices.ts';

const ROOT = new URL('../../../', import.meta.url).pathname;
type Words = Record<'en' | 'zh-CN', object>;

/** The keys of words: 'backup.phase.dump'. */
const keysOf = (words: object, before = ''): string[] => Object.entries(words).flatMap(([name, value]) => (typeof value === 'object' ? keysOf(value as object, `${before}${name}.`) : [`${before}${name}`]));
const wordsIn = async (file: string): Promise<Words[]> => Object.values((await import(join(ROOT, file))) as Record<string, Words>).filter((one) => typeof one === 'object' && 'en' in one);

it('words that come with a room are said in that room alone', async () => {
  const files = globSync('libs/*/model/room-words.ts', { cwd: ROOT });
  const rooms = await Promise.all(
    files.map(async (file) => {
      const slice = file.split('/')[1] as string;
      const [room, door] = [await wordsIn(file), await wordsIn(`libs/${slice}/model/words.ts`)].map((words) => words.flatMap(({ en }) => keysOf(en))) as [string[], string[]];
      return { slice, own: room.filter((key) => !door.includes(key)) };
    }),
  );
  expect(rooms.map(({ own }) => own.length > 10)).toEqual(Array.from({ length: 5 }, () => true));
  const brought = new Set(rooms.flatMap(({ own }) => own));
  const everywhere = [kernelWords, ...SLICES.map(({ words }) => words as Words)].flatMap(({ en }) => keysOf(en)).filter((key) => !brought.has(key));
  const pages = globSync(['libs/*/ui/**/*.{ts,html}', 'apps/web/src/**/*.{ts,html}'], { cwd: ROOT }).filter((path) => !path.endsWith('.spec.ts'));
  const elsewhere = pages.flatMap((page) => {
    const said = [...readFileSync(join(ROOT, page), 'utf8').matchAll(/['"`]([a-zA-Z]+\.(?:[\w-]+\.)*[\w-]*)(?:['"`]|\$\{)/g)].map(([, key = '']) => key);
    const means = (key: string, keys: readonly string[]) => (key.endsWith('.') ? keys.some((one) => one.startsWith(key)) : keys.includes(key));
    return rooms.filter(({ slice }) => !page.startsWith(`libs/${slice}/`)).flatMap(({ slice, own }) => said.filter((key) => means(key, own) && !means(key, everywhere)).map((key) => `${page} says ${key} of ${slice}`));
  });
  expect(elsewhere).toEqual([]);
});
