import { createWriteStream, rmSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import SqliteDatabase from 'better-sqlite3';
import type { Migration } from '#kernel/api';
import { BackupFault } from '../faults.ts';
import { MADE, madeBy, plain, type Made } from './fresh-schema.queries.ts';

/** Writes a file that nobody else may read; nothing is left of one that could not be finished. */
export async function writeFresh(source: Readable, file: string): Promise<void> {
  await mkdir(dirname(file), { recursive: true, mode: 0o700 });
  try {
    await pipeline(source, createWriteStream(file, { flags: 'wx', mode: 0o600, flush: true }));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') removeFile(file);
    throw error;
  }
}
export function removeFile(file: string): void {
  for (const end of ['', '-wal', '-shm', '-journal']) rmSync(`${file}${end}`, { force: true });
}

/** Reads through a SQLite file without running anything in it. Throws BackupFault: 'integrity', 'foreign-keys', 'foreign-schema'. */
export async function inspectFile(file: string, migrations: readonly Migration[]): Promise<void> {
  const db = new SqliteDatabase(file, { readonly: true, fileMustExist: true });
  try {
    db.pragma('trusted_schema = OFF');
    const found = readable(() => db.prepare(MADE).all() as Made[]);
    const applied = readable(() => (db.prepare('SELECT `id` FROM `migration`').all() as { id: string }[]).map(({ id }) => id));
    const own = await madeBy(migrations.filter(({ id }) => applied.includes(id)));
    for (const one of found) {
      const known = own.get(`${one.type} ${one.name}`);
      if (known === undefined || (one.type !== 'table' && known !== plain(one.sql)) || (/VIRTUAL/i.test(one.sql ?? '') && known !== plain(one.sql))) {
        throw new BackupFault('foreign-schema', { what: `${one.type} ${one.name}` });
      }
    }
    const whole = readable(() => db.pragma('integrity_check(1)', { simple: true }));
    if (whole !== 'ok') throw new BackupFault('integrity', { reason: String(whole) });
    if ((db.pragma('foreign_key_check') as unknown[]).length > 0) throw new BackupFault('foreign-keys');
  } finally {
    db.close();
  }
}

function readable<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw new BackupFault('integrity', { reason: (error as Error).message }, { cause: error });
  }
}
