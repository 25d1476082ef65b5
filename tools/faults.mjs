// Treats a running installation badly and looks whether it keeps its promises: npm run test:faults -- --seed 7 --only "disk full"
import { parseArgs } from 'node:util';
import { build } from './build.mjs';
import { KINDS } from './faults/kinds.mjs';
import { survive } from './faults/run.mjs';
import { World } from './faults/world.mjs';

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '1' }, runs: { type: 'string', default: '1' }, only: { type: 'string' }, on: { type: 'string', default: 'sqlite,mariadb' },
    short: { type: 'boolean', default: false }, built: { type: 'boolean', default: false },
  },
}); // prettier-ignore
const BROKEN = { acknowledged: 0, lost: 0, doubled: 0, unclear: 0, again: 0, ready: null };
const say = (line) => process.stdout.write(`${line}\n`);
const [seed, runs] = [Number(values.seed), Number(values.runs)];
const total = { kinds: new Set(), survived: new Set(), runs: 0, acknowledged: 0, lost: 0, doubled: 0, unclear: 0 };

/** The faults that are asked for on this database. */
const wanted = (database) =>
  KINDS.filter(({ name, on, short }) => (!on || on.includes(database)) && (!values.short || short?.includes(database)) && (!values.only || name.includes(values.only)));

async function suffer(database) {
  const kinds = wanted(database);
  if (kinds.length === 0) return;
  say(`On ${database}:`);
  const world = await World.start(database);
  try {
    for (const [index, kind] of kinds.entries()) {
      const missing = kind.needs?.({ world });
      if (missing) {
        say(`  - ${kind.name.padEnd(28)} skipped: it needs ${missing}`);
        continue;
      }
      for (let run = 0; run < runs; run++) await once(world, kind, seed * 10_000 + index * 100 + run);
    }
  } finally {
    await world.stop();
  }
}

async function once(world, kind, own) {
  const name = `${kind.name} on ${world.kind}`;
  if (!total.kinds.has(name)) total.survived.add(name);
  total.kinds.add(name);
  const begun = Date.now();
  const found = await survive(world, kind, own).catch((error) => ({ ...BROKEN, faults: [error.stack] }));
  for (const key of ['acknowledged', 'lost', 'doubled', 'unclear']) total[key] += found[key];
  total.runs++;
  const good = found.faults.length === 0;
  if (!good) total.survived.delete(name);
  const figures = `${String(found.acknowledged).padStart(5)} acknowledged, ${String(found.again).padStart(4)} asked again, ready in ${found.ready === null ? '–' : `${Math.round(found.ready)} ms`}, ${Math.round((Date.now() - begun) / 1000)} s`;
  say(`  ${good ? '✓' : '✗'} ${kind.name.padEnd(28)} ${figures}`);
  for (const fault of found.faults.slice(0, 12)) say(`      ${fault}`);
}

if (!values.built && !build()) process.exit(1);
for (const database of ['sqlite', 'mariadb'].filter((one) => values.on.split(',').includes(one))) await suffer(database);
const { kinds, survived, acknowledged, lost, doubled, unclear } = total;
say(`faults survived ${survived.size}/${kinds.size}, runs ${total.runs}, acknowledged ${acknowledged}, lost ${lost}, doubled ${doubled}, unclear ${unclear}`);
process.exit(kinds.size > 0 && survived.size === kinds.size ? 0 : 1);
