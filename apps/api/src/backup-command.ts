import { isAbsolute } from 'node:path';
import type { INestApplicationContext } from '@nestjs/common';
import { Adoption, BackupFault, BackupKeys, BackupOverview, Backups, Targets } from '#backups/api';
import type { ScanView } from '#backups/model';
import { as, SYSTEM } from '#kernel/api';

const USAGE = `npm run rapport -- backup <what>
  run                  make a backup now; 0 when it is good, 2 when a place is missing, 1 when it failed
  list                 the backups that are kept, newest first
  targets              where they are kept, and whether each place can be reached
  scan <place>         look for backups that are not in the list: at a place by its name, or in a folder, which becomes one
  prune                remove what the retention lets go
  new-key [name]       make a master key; its identity is printed once and kept nowhere`;
const say = (line: string): void => void process.stdout.write(`${line}\n`);
const size = (bytes: number): string => (bytes < 2 ** 20 ? `${Math.ceil(bytes / 1024)} KiB` : bytes < 2 ** 30 ? `${(bytes / 2 ** 20).toFixed(1)} MiB` : `${(bytes / 2 ** 30).toFixed(2)} GiB`);

/** Backups from cron or by hand, while the server runs or not. */
export async function backupCommand(app: INestApplicationContext, [what = '', name = '']: readonly string[]): Promise<number> {
  const get = <T>(service: abstract new (...args: never[]) => T): T => app.get(service as never, { strict: false });
  switch (what) {
    case 'run':
      return as(SYSTEM, () => run(get(Backups)));
    case 'list':
      return as(SYSTEM, () => list(get(BackupOverview)));
    case 'targets':
      return as(SYSTEM, () => targets(get(BackupOverview)));
    case 'scan':
      return as(SYSTEM, () => scan(get(Adoption), get(Targets), name));
    case 'prune': {
      const gone = await as(SYSTEM, () => get(Backups).prune());
      say(gone.length ? `Removed ${gone.join(', ')}.` : 'Nothing to remove.');
      return 0;
    }
    case 'new-key': {
      const { key, identity } = await as(SYSTEM, () => get(BackupKeys).makeMaster(name || 'Master'));
      await as(SYSTEM, () => get(BackupKeys).turnDrillsOn());
      say(`Backups are encrypted to ${key.recipient} from now on.\nThis opens them. It is kept nowhere here: write it down, away from this server.\n${identity}`);
      return 0;
    }
    default:
      say(USAGE);
      return 1;
  }
}

async function run(backups: Backups): Promise<number> {
  try {
    const { name, state, bytes, rowCount, files, startedAt, finishedAt, copies, checkedAt } = await backups.run('command');
    const seconds = Math.round((Date.parse(finishedAt ?? startedAt) - Date.parse(startedAt)) / 100) / 10;
    say(`${name}: ${state}, ${size(bytes)}, ${rowCount} rows, ${files} files, ${seconds} s${checkedAt ? ', opened and checked' : ''}`);
    for (const { target, state: of, fault } of copies) say(`  ${of === 'held' ? '✓' : '✗'} ${target}${fault ? `: ${fault.code} ${Object.values(fault.facts).join(' ')}` : ''}`);
    return state === 'good' ? 0 : state === 'partial' ? 2 : 1;
  } catch (error) {
    if (!(error instanceof BackupFault)) throw error;
    process.stderr.write(`The backup failed: ${error.message}\n`);
    return 1;
  }
}
async function list(overview: BackupOverview): Promise<number> {
  const { backups, overdue, lastGood } = await overview.view();
  for (const { name, state, cause, bytes, rowCount, checkedAt, verifiedAt, fault } of backups.filter(({ removedAt }) => !removedAt)) {
    say([name, state.padEnd(8), cause.padEnd(8), size(bytes).padStart(10), `${rowCount} rows`.padStart(14), verifiedAt ? 'restored' : checkedAt ? 'opened' : '', fault ? fault.code : ''].join('  ').trimEnd());
  }
  if (!lastGood) say('There is no good backup.');
  if (overdue) say('A good backup is OVERDUE.');
  return lastGood && !overdue ? 0 : 1;
}
async function targets(overview: BackupOverview): Promise<number> {
  const { targets: all } = await overview.look();
  for (const { name, kind, enabled, fault, freeBytes, sameDisk } of all) {
    say(`${fault ? '✗' : '✓'} ${name} (${kind}${enabled ? '' : ', paused'})${freeBytes === null ? '' : `, ${size(freeBytes)} free`}${sameDisk ? ', on the disk of the data' : ''}${fault ? `: ${Object.values(fault.facts).join(' ')}` : ''}`);
  }
  if (all.length === 0) say('There is no place to keep backups at.');
  return all.some(({ enabled, fault }) => enabled && !fault) ? 0 : 1;
}

/** Takes backups into the list that lie at a place. */
async function scan(adoption: Adoption, places: Targets, where: string): Promise<number> {
  const known = (await places.views()).find(({ name }) => name === where);
  if (!known && !isAbsolute(where)) throw new Error(`There is no place '${where}'; a folder is named as a whole: npm run rapport -- backup scan /mnt/disk`);
  for (const line of scanned(await (known ? adoption.scan(known.id) : adoption.scanFolder(where)))) say(line);
  return 0;
}
/** What a look through a place came upon, in lines. */
export function scanned({ adopted, incomplete, foreign, known }: ScanView): string[] {
  const told = (names: readonly string[], says: string) => (names.length > 0 ? [`${says}: ${names.join(', ')}`] : []);
  return [...told(adopted, 'Taken into the list'), ...(known > 0 ? [`Known already: ${known}`] : []), ...told(incomplete, 'Not whole, left out'), ...told(foreign, 'Signed by another installation, left out')];
}
