import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import type { INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { carryCheckpoint } from '#audit/api';
import { Adoption, Archive, BackupFault, FolderTarget, finish, ownScratch, Restorer, switchTables, tablesOf, Trust, type Target } from '#backups/api';
import { BACKUP_NAME, manifestPath } from '#backups/model';
import { as, KeyRing, LocalMasterKeys, migrationsOf, sqliteFile, SYSTEM, triggersOf, type DatabaseSettings } from '#kernel/api';
import { Upgrade } from '#operations/api';
import { AppModule } from './app.module.ts';
import { scanned } from './backup-command.ts';
import type { Config } from './config.ts';
import { rehearsal } from './rehearsal.ts';
import { identityIn } from './restore-command.ts';
import { SLICES } from './slices.ts';

const say = (line: string): void => void process.stdout.write(`${line}\n`);

/** Restores onto a host that has nothing but the master key, the backups and the identity that opens them; no server runs. */
export async function restoreOnEmptyHost(config: Config, args: readonly string[]): Promise<number> {
  const { values } = parseArgs({ args: [...args], options: { from: { type: 'string' }, identity: { type: 'string' }, backup: { type: 'string' } } });
  if (!values.from || !values.identity) throw new Error('npm run rapport -- restore --from <folder> --identity <file> [--backup <name>]');
  const masters = new LocalMasterKeys(config);
  const known = await masters.known();
  if (known.length === 0) throw new Error(`The master key is missing: put it into ${masters.file} (rapport keys restore <file>) or MASTER_KEY. Without it nothing in a backup can be trusted or read.`);
  await demandEmpty(config);
  const target = new FolderTarget('from', values.from, resolve(values.from));
  const name = values.backup ?? (await latest(target));
  const archive = await Archive.open(target, name, new Trust(masters)).catch((error: unknown) => {
    if (!(error instanceof BackupFault) || error.code !== 'signature') throw error;
    throw new Error(`The backup ${name} was not signed by an installation with this master key (${known.map(({ id }) => id).join(', ')}): the key is another one, or the manifest was changed.`);
  });
  const identity = identityIn(values.identity);
  const restorer = new Restorer(config, migrationsOf(SLICES), rehearsal());
  const order = { archive, identity, kind: 'restore' as const, live: config.database };
  const { scratch, checks } = await restorer.restore(order).catch(async (error: unknown) => {
    if (!(error instanceof BackupFault) || error.code !== 'no-scratch') throw error;
    return restorer.restore({ ...order, into: await ownScratch(config.database) });
  });
  try {
    await finish(archive, scratch, identity, config.dataDir, null);
    await scratch.keep();
    await takePlace(config.database, scratch.place);
    carryCheckpoint(config.dataDir, archive.manifest.audit, name);
  } catch (error) {
    await scratch.drop();
    throw error;
  }
  for (const { check, n } of checks) say(`  ✓ ${check.padEnd(11)} ${n}`);
  await adopt(config, target.root);
  say(`${name} is restored and checked. Start Rapport: npm start`);
  return 0;
}

/** The backups of the folder come into the list of what was restored. The restore itself is over: what goes wrong here is said, and can be done later. */
async function adopt(config: Config, folder: string): Promise<void> {
  let app: INestApplicationContext | null = null;
  try {
    app = await NestFactory.createApplicationContext(AppModule.forRoot(config), { logger: false, abortOnError: false });
    await app.get(Upgrade, { strict: false }).run({ backup: false });
    await app.get(KeyRing).open();
    const found = await as(SYSTEM, () => (app as INestApplicationContext).get(Adoption, { strict: false }).scanFolder(folder));
    for (const line of scanned(found)) say(line);
  } catch (error) {
    say(`The backups in ${folder} are not in the list yet (${error instanceof Error ? error.message : String(error)}): npm run rapport -- backup scan ${folder}`);
  } finally {
    await app?.close();
  }
}

async function latest(target: Target): Promise<string> {
  const names: string[] = [];
  for await (const { path } of target.list('backups/')) {
    const [, name = ''] = path.split('/');
    if (BACKUP_NAME.test(name) && path === manifestPath(name)) names.push(name);
  }
  const last = names.toSorted().at(-1);
  if (!last) throw new Error(`There is no backup in ${target.name}: it holds the folder 'backups'.`);
  return last;
}

/** What is there already is never touched. */
async function demandEmpty({ database, databaseUrl }: Config): Promise<void> {
  const there = databaseUrl.startsWith('sqlite:') ? existsSync(sqliteFile(databaseUrl)) : (await tablesOf(database)) > 0;
  if (there) throw new Error('There is a database already. To restore beside it: npm run rapport -- restore to <backup>.');
}

async function takePlace(live: DatabaseSettings, place: string): Promise<void> {
  if (live.url.startsWith('sqlite:')) {
    mkdirSync(dirname(sqliteFile(live.url)), { recursive: true, mode: 0o700 });
    renameSync(place, sqliteFile(live.url));
    rmSync(dirname(place), { recursive: true, force: true });
  } else if (place !== new URL(live.url).pathname.slice(1)) {
    await switchTables(live, place, triggersOf(migrationsOf(SLICES)), false);
  }
}
