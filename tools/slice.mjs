// npm run slice -- <plural>: a new slice as a copy of the smallest real one, registered and ready to be changed.
import { readFileSync, writeFileSync } from 'node:fs';
import { copySlice, registered } from './slices/copy.mjs';

const [plural = '', singular = plural.endsWith('ies') ? `${plural.slice(0, -3)}y` : plural.replace(/s$/, '')] = process.argv.slice(2);
if (!/^[a-z]+$/.test(plural) || !/^[a-z]+$/.test(singular)) {
  console.error('npm run slice -- <plural> [<singular>], in lower case letters: npm run slice -- campaigns');
  process.exit(1);
}
copySlice('libs/competitors', `libs/${plural}`, plural, singular, new Date());
for (const [file, change] of Object.entries(registered(plural, singular))) writeFileSync(file, change(readFileSync(file, 'utf8')));
console.log(`libs/${plural} is there, and registered. Go on with step 2 of tools/adding-a-domain.md: its model, its words, its table.`);
