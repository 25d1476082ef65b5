import { seeded } from '../benchmark/random.mjs';
import { Editors } from './editors.mjs';
import { check } from './invariants.mjs';
import { Journal } from './journal.mjs';
import { settle } from './settle.mjs';

/** How long an installation may take to be ready after a fault has ended, without anybody's help. */
const READY_MS = 10_000;

/** Lets people work, does one thing to the installation, and looks whether everything that was promised holds. */
export async function survive(world, kind, seed) {
  const journal = new Journal(seed, kind.patienceMs);
  const random = seeded(seed);
  const editors = new Editors(world, journal, random);
  const story = { world, journal, editors, random };
  await world.refresh();
  const people = kind.people ?? 8;
  editors.begin(people);
  await editors.acknowledged(kind.before ?? 40);
  const told = await kind.strike(story);
  const ready = await world.recovered();
  await editors.acknowledged(kind.after ?? 30);
  await editors.stop();
  await settle(world, journal, kind.settleMs ?? 30_000);
  await kind.afterwards?.(story, told);
  const found = await check(world, journal);
  if (ready === null) found.faults.push('N9: never ready again');
  else if (ready > READY_MS) found.faults.push(`N9: ready after ${Math.round(ready)} ms`);
  const again = journal.entries.filter(({ tries }) => tries > 1).length;
  return { ...found, ready, again, acknowledged: journal.count('acknowledged'), refused: journal.count('refused') };
}
