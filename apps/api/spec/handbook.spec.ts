import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { Dictionary } from '#kernel/api';
import { ALERTED } from '#operations/model';
import { COMMANDS } from '../src/commands.ts';
import { NAMES } from '../src/config.ts';
import { SLICES } from '../src/slices.ts';

const ROOT = new URL('../../../', import.meta.url).pathname;
const read = (file: string) => readFileSync(join(ROOT, file), 'utf8');
const chapters = globSync('tools/handbook/*.md', { cwd: ROOT }).sort();
const book = chapters.filter((file) => !file.endsWith('.zh-CN.md')).map(read).join('\n');
const whole = chapters.map(read).join('\n');
/** Variables that are not ours: of Node, of the database's programs, of the compose files. */
const OTHERS = new Set(['NODE_ENV', 'NODE_OPTIONS', 'MARIADB_BIN', 'MARIADB_PASSWORD', 'MARIADB_ROOT_PASSWORD']);

/** What stands in code: blocks, and spans within lines. */
const code = (text: string) => [...text.matchAll(/```[\s\S]*?```|`[^`\n]+`/g)].map(([part]) => part).join('\n');
/** The words a command takes first, by how it says so: 'audit verify | checkpoint: …'. */
const wordsOf = ([name, { says }]: [string, { says: string }]): string[] =>
  says.startsWith(`${name} `) ? (says.split(':')[0] ?? '').slice(name.length + 1).split('|').map((part) => part.trim().split(' ')[0] ?? '').filter((word) => /^[a-z-]+$/.test(word) && !word.startsWith('-')) : [];

describe('the operations handbook', () => {
  const named = [...code(whole).matchAll(/(?<![\w/@.-])rapport(?: --)? ([a-z][a-z-]*)(?: ([a-z][a-z-]*))?/g)].map(([, name = '', word]) => ({ name, word })).filter(({ name }) => name !== 'rapport');

  it('G5: names no command that does not exist', () => {
    const known = Object.fromEntries(Object.entries(COMMANDS).map((one) => [one[0], wordsOf(one)]));
    const odd = named.filter(({ name, word }) => !known[name] || (word && known[name].length > 0 && !known[name].includes(word)));
    expect(odd).toEqual([]);
    const scripts = Object.keys(JSON.parse(read('package.json')).scripts as object);
    expect([...code(whole).matchAll(/npm run ([a-z:]+)/g)].map(([, name]) => name).filter((name) => !scripts.includes(name ?? ''))).toEqual([]);
  });

  it('G5: names every command, with every word it takes', () => {
    const missing = Object.entries(COMMANDS).flatMap((one) => {
      const words = wordsOf(one);
      const said = (word?: string) => named.some(({ name, word: second }) => name === one[0] && (word === undefined || second === word)) || (word !== undefined && new RegExp(`\`${word}\``).test(book));
      return words.length === 0 ? (said() ? [] : [one[0]]) : words.filter((word) => !said(word)).map((word) => `${one[0]} ${word}`);
    });
    expect(missing).toEqual([]);
  });

  it('G5: names every variable, and none that does not exist', () => {
    const says = [...code(whole).matchAll(/(?<![\w.-])([A-Z][A-Z]+(?:_[A-Z]+)+)\b/g)].map(([, name = '']) => name);
    expect([...new Set(says)].filter((name) => !NAMES.includes(name) && !OTHERS.has(name))).toEqual([]);
    expect(NAMES.filter((name) => !new RegExp(`\`${name}[\`=]|\\b${name}=`).test(book))).toEqual([]);
  });

  it('G5: names every alert and every metric', () => {
    expect(ALERTED.filter((name) => !book.includes(`\`${name}\``))).toEqual([]);
    const source = ['metrics.service.ts', 'backup-figures.ts'].map((file) => read(`libs/operations/api/${file}`)).join('\n');
    const metrics = [...new Set([...source.matchAll(/\b((?:rapport|backup)_[a-z_]+)/g)].map(([, name = '']) => name))];
    expect(metrics.length).toBeGreaterThan(12);
    expect(metrics.filter((name) => !book.includes(`\`${name}\``))).toEqual([]);
  });

  it('links to what is there, and has a page for each chapter', () => {
    const dead = chapters.flatMap((file) => [...read(file).matchAll(/\]\(([^)#]+)(?:#[^)]*)?\)/g)].map(([, to = '']) => to).filter((to) => !/^https?:/.test(to) && !existsSync(join(ROOT, dirname(file), to))).map((to) => `${file}: ${to}`));
    expect(dead).toEqual([]);
    const words = new Dictionary(SLICES.map((slice) => slice.words));
    for (const page of [words.say('en', 'health.title'), words.say('en', 'health.bundle')]) expect(book).toContain(page);
  });
});
