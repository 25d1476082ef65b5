import { globSync, readFileSync } from 'node:fs';
import ts from 'typescript';
import { expect, it } from 'vitest';
import { SLICES } from '../src/slices.ts';
import { kernelWords } from '#kernel/model';

/** What stores are told that somebody did: the last word of every `change(…, 'verb')`. */
function verbsOf(file: string): string[] {
  const found: string[] = [];
  const walk = (node: ts.Node): void => {
    if (ts.isCallExpression(node) && ts.isPropertyAccessExpression(node.expression) && node.expression.name.text === 'change') {
      const last = node.arguments.at(-1);
      if (node.arguments.length > 4 && last && ts.isStringLiteral(last)) found.push(last.text);
    }
    ts.forEachChild(node, walk);
  };
  walk(ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest));
  return found;
}

it('every deed that histories tell has its words in both languages', () => {
  const verbs = [...new Set(globSync('libs/*/api/**/*.ts', { exclude: (name) => name.endsWith('.spec.ts') }).flatMap(verbsOf))];
  expect(verbs.length).toBeGreaterThan(20);
  const words = [kernelWords, ...SLICES.map((slice) => slice.words)];
  const told = (language: 'en' | 'zh-CN') => new Set(words.flatMap((one) => { const { history, audit } = one[language] as Told; return Object.keys({ ...history, ...audit?.verb }); })); // prettier-ignore
  const known = [told('en'), told('zh-CN')];
  expect(verbs.filter((verb) => !known.every((one) => one.has(verb)))).toEqual([]);
});

interface Told {
  readonly history?: Record<string, unknown>;
  readonly audit?: { readonly verb?: Record<string, unknown> };
}
