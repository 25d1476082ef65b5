import { randomBytes } from 'node:crypto';
import { mkdirSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import { Readable, Transform, pipeline } from 'node:stream';
import SqliteDatabase from 'better-sqlite3';
import { Inject, Injectable } from '@nestjs/common';
import { Installation, MIGRATIONS, shapesOf, sqliteFile, triggersOf, type DatabaseSettings, type Migration } from '#kernel/api';
import type { Checked, Manifest, ProofCheck, TableSum } from '#backups/model';
import type { Archive } from '../archive.ts';
import { serverSums } from '../database-programs.ts';
import { BackupFault } from '../faults.ts';
import { DumpSums, sqliteSums } from '../table-sums.ts';
import { Rehearsal } from '../drill/rehearsal.ts';
import { DumpFault } from './dump-reader.ts';
import { loadDump } from './dump-loader.ts';
import { makeScratch, type Scratch, type ScratchKind } from './scratch-database.ts';
import { inspectFile, writeFresh } from './sqlite-file.ts';
import { stageFolder } from './stage.ts';

/** What a restore is to do, and how it tells where it is. */
export interface RestoreOrder {
  readonly archive: Archive;
  readonly identity: string;
  readonly kind: ScratchKind;
  /** The database of the running installation, or the one an empty host is to have. */
  readonly live: DatabaseSettings;
  /** Brings a database that was loaded to a later moment. */
  readonly replay?: (scratch: Scratch) => Promise<number>;
  /** Where it is restored to, when it is not made for that. */
  readonly into?: Scratch;
  /** Told where it is restored to, as soon as that is there. */
  readonly made?: (scratch: Scratch) => void;
  /** Called with a step, and how much of it is done. */
  readonly progress?: (step: ProofCheck, done: number, total: number) => void;
}
/** A database that was restored and proven. */
export interface Restored {
  readonly scratch: Scratch;
  /** What was checked, with how much there was of it. */
  readonly checks: readonly Checked[];
}
const RESTORE_URL = 'RESTORE_DATABASE_URL';

/** Restores a backup into a database of its own and proves it there; the live one is never touched, and nothing is left of what failed. */
@Injectable()
export class Restorer {
  constructor(
    private readonly installation: Installation,
    @Inject(MIGRATIONS) private readonly migrations: readonly Migration[],
    private readonly rehearsal: Rehearsal,
  ) {}

  /** Throws BackupFault with the first thing that is wrong; its fact `check` names the step. */
  async restore(order: RestoreOrder): Promise<Restored> {
    const checks: Checked[] = [];
    const { manifest } = order.archive;
    let scratch: Scratch | null = null;
    const step = async (check: ProofCheck, work: () => Promise<number>) => {
      order.progress?.(check, 0, 0);
      try {
        checks.push({ check, n: await work() });
      } catch (error) {
        throw inStep(check, error);
      }
    };
    try {
      await step('signature', () => Promise.resolve(1));
      await step('version', () => Promise.resolve(this.demandKnown(manifest)));
      await step('load', async () => {
        scratch = order.into ?? (await this.scratchFor(order));
        order.made?.(scratch);
        return this.load(order, scratch);
      });
      const made = scratch as unknown as Scratch;
      await step('tables', () => this.compare(manifest, made, order.kind));
      await step('files', () => this.files(order));
      if (order.replay) await step('replay', () => (order.replay as (scratch: Scratch) => Promise<number>)(made));
      await this.rehearse(order, made, step, checks);
      return { scratch: made, checks };
    } catch (error) {
      await (scratch as Scratch | null)?.drop();
      throw error;
    }
  }

  /** A backup of a newer Rapport is left alone. */
  private demandKnown({ migration, engine }: Manifest): number {
    if (migration && !this.migrations.some(({ id }) => id === migration)) throw new BackupFault('newer', { migration });
    return engine === 'sqlite' ? 1 : 2;
  }

  private async scratchFor({ archive, live, kind, replay }: RestoreOrder): Promise<Scratch> {
    if (archive.manifest.engine === 'mariadb') {
      if (live.url.startsWith('sqlite:')) throw new BackupFault('other-engine', { engine: 'mariadb' });
      return makeScratch(live, kind, process.env[RESTORE_URL] ?? null, replay !== undefined);
    }
    if (!live.url.startsWith('sqlite:')) throw new BackupFault('other-engine', { engine: 'sqlite' });
    if (replay) throw new BackupFault('no-logs');
    const folder = join(this.installation.dataDir, `${kind}-${randomBytes(4).toString('hex')}`);
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const drop = () => Promise.resolve(rmSync(folder, { recursive: true, force: true }));
    const place = join(folder, 'rapport.db');
    return { name: basename(folder), place, settings: { url: `sqlite:${place}` }, drop, keep: () => Promise.resolve() };
  }

  /** Loads the database, counting and adding up its rows as they pass by. */
  private async load({ archive, identity, progress }: RestoreOrder, { settings }: Scratch): Promise<number> {
    const { database, tables, engine } = archive.manifest;
    const tell = (bytes: number) => progress?.('load', bytes, database.plainBytes);
    const source = Readable.from(sound(await archive.database(identity)), { objectMode: false });
    if (engine === 'sqlite') {
      const file = sqliteFile(settings.url);
      await writeFresh(source, file);
      await inspectFile(file, this.migrations);
      return database.plainBytes;
    }
    const sums = new DumpSums();
    const watched = pipeline(source, new Transform({ highWaterMark: 1 << 20, transform: (chunk: Buffer, _, next) => (sums.push(chunk), next(null, chunk)) }), () => undefined);
    const known = { tables: new Set(['migration', 'setting', ...shapesOf(this.migrations).map(({ name }) => name)]), triggers: triggersOf(this.migrations) };
    try {
      const loaded = await loadDump(watched, settings, known, tell);
      const missing = tables.find(({ name }) => !loaded.tables.has(name));
      if (missing) throw new BackupFault('missing-table', { table: missing.name });
    } catch (error) {
      throw error instanceof DumpFault ? new BackupFault('foreign-statement', { line: error.line, reason: error.what }, { cause: error }) : error;
    } finally {
      source.destroy();
    }
    equal(tables, sums.end());
    return database.plainBytes;
  }

  /** Counts and adds up the rows of what was restored, and compares. */
  private async compare({ tables, engine }: Manifest, { settings }: Scratch, kind: ScratchKind): Promise<number> {
    if (engine === 'mariadb') equal(tables, await serverSums(settings, join(this.installation.dataDir, `${kind}-access`)));
    else {
      const db = new SqliteDatabase(sqliteFile(settings.url), { readonly: true });
      try {
        equal(tables, sqliteSums(db));
      } finally {
        db.close();
      }
    }
    return tables.reduce((sum, { rows }) => sum + rows, 0);
  }

  /** Reads every stored file of the backup back. */
  private async files({ archive, identity, progress }: RestoreOrder): Promise<number> {
    const { files } = archive.manifest;
    for (const [index, file] of files.entries()) {
      for await (const chunk of sound(await archive.file(file, identity))) void chunk;
      if (index % 20 === 0) progress?.('files', index, files.length);
    }
    return files.length;
  }

  private async rehearse({ archive, progress, kind }: RestoreOrder, scratch: Scratch, step: (check: ProofCheck, work: () => Promise<number>) => Promise<void>, checks: Checked[]): Promise<void> {
    const folder = join(this.installation.dataDir, `${scratch.name}-keys`);
    try {
      await step('start', async () => {
        const newHost = stageFolder(folder, this.installation, archive.manifest);
        progress?.('start', 0, 0);
        const { children, opened, chained, lists, migrated } = await this.rehearsal.run({ database: scratch.settings, dataDir: folder, audit: archive.manifest.audit, newHost, trial: kind === 'drill' });
        checks.push({ check: 'migrations', n: migrated }, { check: 'orphans', n: children }, { check: 'sealed', n: opened }, { check: 'chain', n: chained });
        return lists;
      });
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  }
}

/** What cannot be decrypted or unpacked is damaged, whichever library says so. */
async function* sound(stream: Readable): AsyncGenerator<Buffer> {
  try {
    yield* stream as AsyncIterable<Buffer>;
  } catch (error) {
    if (error instanceof BackupFault) throw error;
    throw new BackupFault('unreadable', { reason: (error as Error).message }, { cause: error });
  }
}

/** Throws BackupFault for the first table that is not as it was signed. */
function equal(wanted: readonly TableSum[], found: readonly TableSum[]): void {
  const there = new Map(found.map((one) => [one.name, one]));
  for (const { name, rows, checksum } of wanted) {
    const own = there.get(name);
    if (!own) throw new BackupFault('missing-table', { table: name });
    if (own.rows !== rows) throw new BackupFault('rows', { table: name, expected: rows, found: own.rows });
    if (own.checksum !== checksum) throw new BackupFault('sum', { table: name });
    there.delete(name);
  }
  const [more] = [...there.keys()];
  if (more) throw new BackupFault('foreign-schema', { what: `table ${more}` });
}

function inStep(check: ProofCheck, error: unknown): BackupFault {
  if (error instanceof BackupFault) return new BackupFault(error.code, { ...error.facts, check }, { cause: error });
  return new BackupFault('failed', { reason: (error as Error).message, check }, { cause: error });
}
