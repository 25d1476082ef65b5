import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { createInterface } from 'node:readline/promises';
import { parseArgs } from 'node:util';
import type { INestApplicationContext } from '@nestjs/common';
import { applySwitch, Exchange, Restorations, RestorationRows, RestorePlaces } from '#backups/api';
import type { Restoration } from '#backups/model';
import { as, sqliteFile, SYSTEM } from '#kernel/api';
import type { Config } from './config.ts';

const USAGE = `npm run rapport -- restore <what>
  list                       what can be restored, newest first
  to <backup>                restore beside the running installation; --target <name>, --identity <file>, --at <2026-11-25T10:00:00Z>
  compare <id>               the records of what was restored, beside the running ones
  switch <id>                switch to it, after a fresh backup; --yes <backup> instead of typing it
  drop <id>                  throw away what was restored
  --from <folder> --identity <file>    restore onto an empty host; --backup <name> for another than the latest`;
const DRILL = `npm run rapport -- drill run [backup] [--target <name>] [--identity <file>] | list`;
const say = (line: string): void => void process.stdout.write(`${line}\n`);
type Get = <T>(service: abstract new (...args: never[]) => T) => T;

/** The identity in a file of age's own form; comments are passed over. */
export const identityIn = (file: string): string => {
  const line = readFileSync(file, 'utf8').split('\n').map((one) => one.trim()).find((one) => one.startsWith('AGE-SECRET-KEY-')); // prettier-ignore
  if (!line) throw new Error(`${basename(file)} holds no identity: a line that begins with AGE-SECRET-KEY-1.`);
  return line;
};

/** Restores by hand, while the server runs or not. */
export async function restoreCommand(app: INestApplicationContext, config: Config, args: readonly string[]): Promise<number> {
  const get: Get = (service) => app.get(service as never, { strict: false });
  const { values, positionals } = parseArgs({ args: [...args], allowPositionals: true, options: { target: { type: 'string' }, identity: { type: 'string' }, yes: { type: 'string' }, at: { type: 'string' } } });
  const [what = '', which = ''] = positionals;
  return as(SYSTEM, async () => {
    switch (what) {
      case 'list':
        return list(get(RestorePlaces));
      case 'to':
        return told(await get(Restorations).run('restore', { ...(await wanted(get, which, values)), until: momentOf(values.at) }, 'command'));
      case 'compare':
        for (const { table, live, restored } of await get(RestorePlaces).compare(which)) say(`${table.padEnd(24)} ${String(live).padStart(9)} ${String(restored).padStart(9)}${live === restored ? '' : '  differs'}`);
        return 0;
      case 'switch':
        return switched(get, config, which, values.yes);
      case 'exchange':
        say(`Switched; the old tables are in ${await get(Exchange).exchange(which)}.`);
        return 0;
      case 'drop':
        await get(Restorations).drop(which);
        say('Dropped.');
        return 0;
      default:
        say(USAGE);
        return 1;
    }
  });
}

/** Drills by hand; `perform` is what the server sends for. */
export async function drillCommand(app: INestApplicationContext, args: readonly string[]): Promise<number> {
  const get: Get = (service) => app.get(service as never, { strict: false });
  const { values, positionals } = parseArgs({ args: [...args], allowPositionals: true, options: { target: { type: 'string' }, identity: { type: 'string' } } });
  const [what = '', which = ''] = positionals;
  return as(SYSTEM, async () => {
    if (what === 'perform') return get(Restorations).perform(which).then(() => 0);
    if (what === 'run') return told(await get(Restorations).run('drill', await wanted(get, which, values), 'command'));
    if (what !== 'list') return say(DRILL), 1;
    for (const { kind, backup, state, startedAt, seconds, fault } of await get(RestorationRows).latest()) say([startedAt.slice(0, 16), kind.padEnd(7), backup, state.padEnd(8), seconds === null ? '' : `${seconds} s`, fault?.code ?? ''].join('  ').trimEnd());
    return 0;
  });
}

function momentOf(text?: string): string | null {
  if (!text) return null;
  if (Number.isNaN(Date.parse(text))) throw new Error(`'${text}' is no moment such as 2026-11-25T10:00:00Z.`);
  return new Date(text).toISOString();
}

async function wanted(get: Get, backup: string, { target, identity }: { target?: string; identity?: string }) {
  const point = target ? (await get(RestorePlaces).points()).find((one) => one.target === target) : undefined;
  if (target && !point) throw new Error(`There is no target '${target}' with a backup.`);
  return { backup: backup || null, targetId: point?.targetId ?? null, ...(identity ? { identity: identityIn(identity) } : {}) };
}

async function list(places: RestorePlaces): Promise<number> {
  const points = await places.points();
  for (const { backup, target, provenAt, damaged } of points) say(`${backup}  ${target}${damaged ? '  DAMAGED' : provenAt ? `  restored on ${provenAt.slice(0, 10)}` : ''}`);
  if (points.length === 0) say('There is no backup to restore.');
  return points.length > 0 ? 0 : 1;
}

function told({ id, kind, backup, state, seconds, checks, fault, place }: Restoration): number {
  for (const { check, n } of checks) say(`  ✓ ${check.padEnd(11)} ${n}`);
  if (state === 'good') say(kind === 'drill' ? `${backup} is good: restored and checked in ${seconds} s.` : `${backup} is restored into ${place} in ${seconds} s. Next: npm run rapport -- restore compare ${id}, then switch ${id}`);
  else process.stderr.write(`${backup} could not be restored: ${[fault?.code, ...Object.entries(fault?.facts ?? {}).map(([name, value]) => `${name} ${value}`)].join(', ')}\n`);
  return state === 'good' ? 0 : 1;
}

async function switched(get: Get, config: Config, id: string, yes?: string): Promise<number> {
  const confirmation = yes ?? (await typed('Type the name of the backup to switch to it: '));
  await get(Exchange).prepare(id, confirmation);
  if (!config.databaseUrl.startsWith('sqlite:')) say(`Switched; the old tables are in ${await get(Exchange).exchange(id)}.`);
  else say('The file is exchanged as soon as nobody has it open.');
  return 0;
}
async function typed(question: string): Promise<string> {
  const input = createInterface({ input: process.stdin, output: process.stderr, terminal: process.stdin.isTTY });
  const answer = await input.question(question);
  input.close();
  return answer;
}

/** Exchanges the SQLite file if that is planned and nobody has it open: before a server opens it, and after a command has closed it. Waits for a server to leave. */
export async function settleFile({ databaseUrl, dataDir }: Config): Promise<void> {
  if (!databaseUrl.startsWith('sqlite:')) return;
  for (let tries = 0; tries < 120; tries++) {
    if (applySwitch(dataDir, sqliteFile(databaseUrl))) return;
    await sleep(500);
  }
  throw new Error('A switch to a restored file waits for it to be closed: stop whatever has the database open.');
}
