import { rmSync } from 'node:fs';
import SqliteDatabase from 'better-sqlite3';
import { copySqlite } from '#backups/api';

/** Copies a database that is in use, whole and at one moment, and looks whether the copy is sound. Throws when it is not. */
export async function copyOfFile(from: string, to: string): Promise<void> {
  await copySqlite(from, to);
  const copy = new SqliteDatabase(to, { readonly: true });
  try {
    const [told] = copy.pragma('quick_check') as { quick_check: string }[];
    if (told?.quick_check !== 'ok') throw new Error('the copy is damaged');
  } finally {
    copy.close();
    // Looking at a copy leaves these beside it; the copy is whole without them.
    for (const beside of ['-wal', '-shm']) rmSync(`${to}${beside}`, { force: true });
  }
}
