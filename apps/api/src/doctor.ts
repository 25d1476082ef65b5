import type { INestApplicationContext } from '@nestjs/common';
import { BackupOverview } from '#backups/api';
import { as, Dictionary, driftOf, KeyRing, Migrator, migrationsOf, recordTables, shapesOf, shapesOfRecord, SYSTEM } from '#kernel/api';
import { Health } from '#operations/api';
import { factsInWords, type HealthLine, type HealthState } from '#operations/model';
import { readConfig, type Config } from './config.ts';
import { unsafeDatabase, unsafeSettings } from './production.ts';
import { SLICES } from './slices.ts';

/** What was looked at, how it is, and what to do about it. */
export interface Finding {
  readonly name: string;
  readonly state: HealthState;
  readonly says: string;
  readonly fix?: string;
}
const MARKS: Readonly<Record<HealthState, string>> = { good: '✓', attention: '!', bad: '✗' };

/** Every check of the installation, with a way to mend what is wrong. */
export async function examine(app: INestApplicationContext, config: Config): Promise<Finding[]> {
  const major = Number(process.versions.node.split('.')[0]);
  const findings: Finding[] = [finding('Node', major >= 24, process.versions.node, 'Use Node.js 24 or newer; npm start brings its own.')];
  findings.push(finding('Database address', true, config.databaseUrl.replace(/:\/\/[^@/]*@/, '://…@')));
  const pending = await app.get(Migrator).pending();
  findings.push(finding('Migrations', pending.length === 0, pending.length === 0 ? 'up to date' : `missing: ${pending.join(', ')}`, 'npm run rapport -- migrate'));
  findings.push(...(await settings(readConfig(process.env))));
  if (pending.length > 0) return findings;
  const drift = await driftOf(config.database, expected());
  findings.push(finding('Tables', drift.length === 0, drift.length === 0 ? 'as expected' : drift.join('; '), 'Somebody changed tables by hand: run these statements, or restore a backup.'));
  const open = await app.get(Migrator).unguarded();
  findings.push(finding('Audit guard', open.length === 0, open.length === 0 ? 'the database refuses to change it' : `no triggers on ${open.join(', ')}`, 'Give this account INSERT and SELECT alone on them, or TRIGGER and run migrate.'));
  if ((await app.get(BackupOverview, { strict: false }).view()).missing.includes('program')) findings.push(finding('Backup program', false, 'mariadb-dump is missing', 'Install the package mariadb-client, or name its folder in MARIADB_BIN.'));
  const opened = await app.get(KeyRing).open().then(() => null, (error: unknown) => (error instanceof Error ? error.message : String(error))); // prettier-ignore
  findings.push(finding('Master key', opened === null, opened ?? 'opens the keys of this database', 'Put the right key back: npm run rapport -- keys restore <file>'));
  const { lines } = await as(SYSTEM, () => app.get(Health, { strict: false }).fresh());
  const words = app.get(Dictionary);
  return [...findings, ...lines.filter(({ key }) => !['version', 'migrations', 'instances', 'memory'].includes(key)).map((line) => inWords(line, words))];
}

/** What to do when the modules cannot even start. */
const FIXES: readonly (readonly [RegExp, string])[] = [
  [/master key/i, 'Put the right key back: npm run rapport -- keys restore <file>'],
  [/newer Rapport/, 'Install the version that was here last, or a newer one.'],
  [/ECONNREFUSED|ENOTFOUND|ETIMEDOUT|EHOSTUNREACH/, 'Start the database, and look at DATABASE_URL and DATABASE_SOCKET.'],
  [/Access denied/i, 'Look at user and password in DATABASE_URL, and at the grants of the account.'],
  [/is no variable of Rapport|is not valid|does not exist/, 'Mend the environment variable that is named.'],
];
/** The one finding there is when nothing else can be looked at. */
export const unstartable = (fault: string): Finding => ({ name: 'Start', state: 'bad', says: fault, fix: FIXES.find(([says]) => says.test(fault))?.[1] ?? 'Look at the log of the server.' });

/** One finding a line, and below what is wrong what to do about it. */
export const told = (findings: readonly Finding[]): string[] =>
  findings.flatMap(({ name, state, says, fix }) => [`${MARKS[state]} ${name.padEnd(22)} ${says}`, ...(state !== 'good' && fix ? [`  ${' '.repeat(22)} → ${fix}`] : [])]);

const finding = (name: string, good: boolean, says: string, fix?: string): Finding => ({ name, state: good ? 'good' : 'bad', says, ...(fix ? { fix } : {}) });

/** What production refuses is bad there, and worth a look elsewhere. */
async function settings(config: Config): Promise<Finding[]> {
  const unsafe = [...unsafeSettings(config, process.env), ...(await unsafeDatabase(config))];
  const state = process.env['NODE_ENV'] === 'production' ? 'bad' : 'attention';
  if (unsafe.length === 0) return [finding('Settings', true, 'fit for production')];
  return unsafe.map((sentence): Finding => {
    const [says = '', ...fix] = sentence.split(': ');
    return { name: 'Settings', state, says, ...(fix.length > 0 ? { fix: capital(fix.join(': ')) } : {}) };
  });
}

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

function expected() {
  const records = recordTables().flatMap(shapesOfRecord);
  const known = new Set(records.map(({ name }) => name));
  return [...records, ...shapesOf(migrationsOf(SLICES)).filter(({ name }) => !known.has(name))];
}

function inWords({ key, state, says, facts }: HealthLine, words: Dictionary): Finding {
  const shown = factsInWords(facts, 'en', (iso) => `${iso.slice(0, 16).replace('T', ' ')} UTC`);
  const say = (word: string) => words.say('en', `health.line.${key}.${word}`, shown);
  return { name: say('name'), state, says: say(says), ...(state === 'good' ? {} : { fix: say(`${says}Do`) }) };
}
