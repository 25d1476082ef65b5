import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { setPriority } from 'node:os';
import { PassThrough, pipeline, Transform, type Readable } from 'node:stream';
import { parentPort, workerData } from 'node:worker_threads';
import SqliteDatabase from 'better-sqlite3';
import type { LogPosition, TableSum } from '#backups/model';
import { ended } from './child-end.ts';
import { pack, sealTo } from './envelope.ts';
import { BackupFault } from './faults.ts';
import { copySqlite } from './sqlite-copy.ts';
import { DumpSums, sqliteSums } from './table-sums.ts';

/** What is dumped: by a program with its arguments, or a SQLite file by way of a copy. */
export type DumpSource = { readonly program: string; readonly args: readonly string[] } | { readonly file: string; readonly copy: string };
export interface DumpOrder {
  readonly source: DumpSource;
  readonly recipients: readonly string[];
  /** Where the sealed dump is written. */
  readonly out: string;
}
export interface Dumped {
  readonly bytes: number;
  readonly sha256: string;
  readonly plainBytes: number;
  readonly plainSha256: string;
  readonly tables: readonly TableSum[];
  readonly position: LogPosition | null;
}
export type DumpMessage = { readonly progress: number } | { readonly done: Dumped } | { readonly fault: string; readonly facts: Readonly<Record<string, string | number>> };

const EVERY_MS = 500;
const BUFFERED = 4 * 2 ** 20;
const tell = (message: DumpMessage) => parentPort?.postMessage(message);

/** Counts and hashes what passes. */
function measured(look: (chunk: Buffer) => void = () => undefined) {
  const hash = createHash('sha256');
  const told = { bytes: 0, sha256: '' };
  const through = new Transform({
    transform(chunk: Buffer, _, next) {
      hash.update(chunk);
      told.bytes += chunk.length;
      look(chunk);
      next(null, chunk);
    },
    flush(done) {
      told.sha256 = hash.digest('hex');
      done();
    },
  });
  return { through, told };
}

/** Pack, seal, write, and flush to disk. */
async function written(plain: Readable, look: (chunk: Buffer) => void): Promise<Omit<Dumped, 'tables' | 'position'>> {
  const { recipients, out } = workerData as DumpOrder;
  const [before, after] = [measured(look), measured()];
  let last = Date.now();
  before.through.on('data', () => {
    if (Date.now() - last < EVERY_MS) return;
    last = Date.now();
    tell({ progress: before.told.bytes });
  });
  const sealed = pipeline(await sealTo(recipients, pack(pipeline(plain, before.through, () => undefined))), after.through, () => undefined);
  const file = await open(out, 'wx', 0o600);
  try {
    for await (const chunk of sealed as AsyncIterable<Buffer>) await file.appendFile(chunk);
    await file.sync();
  } finally {
    await file.close();
  }
  return { bytes: after.told.bytes, sha256: after.told.sha256, plainBytes: before.told.bytes, plainSha256: before.told.sha256 };
}

async function ofProgram(program: string, args: readonly string[]): Promise<Dumped> {
  const child = spawn(program, [...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  lowered(child.pid);
  const over = ended(child);
  over.catch(() => undefined);
  const sums = new DumpSums();
  try {
    const result = await written(pipeline(child.stdout, new PassThrough({ highWaterMark: BUFFERED }), () => undefined), (chunk) => sums.push(chunk));
    await over;
    return { ...result, tables: tablesOf(sums), position: sums.position };
  } catch (error) {
    child.kill('SIGKILL');
    throw error instanceof BackupFault ? error : await over.then(() => Promise.reject(error));
  }
}
/** Every stage may have ended well, and still the dump is not all of it. */
function tablesOf(sums: DumpSums): TableSum[] {
  let tables: TableSum[] = [];
  try {
    tables = sums.end();
  } catch {
    throw new BackupFault('no-trailer');
  }
  if (!sums.trailer) throw new BackupFault('no-trailer');
  return tables;
}
/** People who work come first. */
function lowered(pid: number | undefined): void {
  try {
    if (pid !== undefined) setPriority(pid, 10);
  } catch {
    return;
  }
}

/** The copy is what is checked, counted and packed. */
async function ofFile(file: string, copy: string): Promise<Dumped> {
  await copySqlite(file, copy);
  const db = new SqliteDatabase(copy);
  let tables: TableSum[];
  try {
    db.pragma('journal_mode = DELETE');
    const whole = db.pragma('integrity_check', { simple: true });
    if (whole !== 'ok') throw new BackupFault('integrity', { reason: String(whole).slice(0, 200) });
    if ((db.pragma('foreign_key_check') as unknown[]).length > 0) throw new BackupFault('foreign-keys');
    tables = sqliteSums(db);
  } finally {
    db.close();
  }
  return { ...(await written(createReadStream(copy), () => undefined)), tables, position: null };
}

const { source } = workerData as DumpOrder;
// On Linux 0 is the thread that asks; elsewhere it would be the whole server.
if (process.platform === 'linux') lowered(0);
('file' in source ? ofFile(source.file, source.copy) : ofProgram(source.program, source.args)).then(
  (done) => tell({ done }),
  (error: unknown) => tell(error instanceof BackupFault ? { fault: error.code, facts: error.facts } : { fault: 'dump-failed', facts: { reason: error instanceof Error ? error.message : String(error) } }),
);
