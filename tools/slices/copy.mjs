import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const capital = (word) => word[0].toUpperCase() + word.slice(1);

/** The words of the copied slice, each by what it becomes; longer ones first. */
const renamed = (text, plural, singular) =>
  text
    .replaceAll('competitors', plural).replaceAll('Competitors', capital(plural))
    .replaceAll('competitor', singular).replaceAll('Competitor', capital(singular)).replaceAll('COMPETITOR', singular.toUpperCase()); // prettier-ignore

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

/** An import of the house among the others, which stand in the order of what they import. */
function importing(text, name, from) {
  const next = [...text.matchAll(/^import .* from '(#[^']+)';$/gm)].find(([, other]) => other > from);
  const at = next?.index ?? text.lastIndexOf('\nimport ') + 1;
  return `${text.slice(0, at)}import { ${name} } from '${from}';\n${text.slice(at)}`;
}

/** The files that list slices, and how the new one joins them. */
export const registered = (plural, singular) => ({
  'tools/slices/boundaries.mjs': (text) => text.replace(/\n\};\n\n\/\*\* What a model/, `\n  ${plural}: ['kernel', 'workbench', 'accounts'],\n};\n\n/** What a model`),
  'apps/api/src/slices.ts': (text) => importing(text, plural, `#${plural}/api`).replace(/\];\n$/, `, ${plural}];\n`),
  'apps/web/src/sections.ts': (text) =>
    importing(text, `${plural}Words`, `#${plural}/model`)
      .replace(/\];\n$/, `, ${plural}Words];\n`)
      .replace(
        /(?=\n {2}\{ path: 'reports')/,
        `\n  { path: '${plural}', icon: 'list', label: '${singular}.many', needs: '${singular}.read', group: 'sales', creates: '${singular}', load: async () => (await import('#${plural}/ui')).${singular}Routes },`,
      ),
  'libs/accounts/model/roles.ts': (text) => text.replace(/(?<=const SHARED_RECORDS = \[.*)\];/, `, '${singular}'];`),
});
