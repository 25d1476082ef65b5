import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const capital = (word) => word[0].toUpperCase() + word.slice(1);

/** The words of the copied slice, each by what it becomes; longer ones first. */
const renamed = (text, plural, singular) =>
  text
    .replaceAll('category-', `${singular}-kind-`)
    .replaceAll('categories', `${singular}Kinds`).replaceAll('Categories', `${capital(singular)}Kinds`)
    .replaceAll('category', `${singular}Kind`).replaceAll('Category', `${capital(singular)}Kind`).replaceAll('CATEGORY', `${singular.toUpperCase()}_KIND`)
    .replaceAll('products', plural).replaceAll('Products', capital(plural))
    .replaceAll('product', singular).replaceAll('Product', capital(singular)).replaceAll('PRODUCT', singular.toUpperCase()); // prettier-ignore

/** Copies a slice under another name. Throws when there is one of that name. */
export function copySlice(from, to, plural, singular, now) {
  if (existsSync(to)) throw new Error(`${to} exists already.`);
  const stamp = now.toISOString().slice(0, 10).replaceAll('-', '');
  const copy = (folder, target) => {
    mkdirSync(target, { recursive: true });
    for (const name of readdirSync(folder)) {
      const path = join(folder, name);
      const fresh = (text) => renamed(text, plural, singular).replace(/\d{8}-(\d\d-)?(?=[a-z]+['.])/g, (_, number) => `${stamp}-${number ? '50-' : ''}`);
      if (statSync(path).isDirectory()) copy(path, join(target, name));
      else writeFileSync(join(target, fresh(name)), fresh(readFileSync(path, 'utf8')));
    }
  };
  copy(from, to);
}

/** The files that list slices, and how the new one joins them. */
export const registered = (plural) => ({
  'tools/slices/boundaries.mjs': (text) => text.replace(/\n\};\n\n\/\*\* What a model/, `\n  ${plural}: ['kernel', 'workbench', 'accounts'],\n};\n\n/** What a model`),
  'apps/api/src/slices.ts': (text) => text.replace('import type { Slice }', `import { ${plural} } from '#${plural}/api';\nimport type { Slice }`).replace(/\];\n$/, `, ${plural}];\n`),
});
