import { closeSync, openSync } from 'node:fs';
import SqliteDatabase from 'better-sqlite3';

/** Copies a SQLite file that is in use into a new one for this account alone: the online backup takes every page within one read, which no writer has to wait for. */
export async function copySqlite(from: string, to: string): Promise<void> {
  closeSync(openSync(to, 'wx', 0o600));
  const source = new SqliteDatabase(from, { readonly: true });
  try {
    await source.backup(to, { progress: () => 2 ** 31 - 1 });
  } finally {
    source.close();
  }
}
