import { randomBytes } from 'node:crypto';
import type { Connection } from 'mysql2/promise';
import type { DatabaseSettings } from '#kernel/api';
import { BackupFault } from '../faults.ts';
import { connectedTo } from './dump-loader.ts';
import { denied, scratchTag } from './scratch-database.ts';

const CATALOGUE = ['backup', 'backup_copy'];
const named = (database: string, table: string) => `\`${database}\`.\`${table}\``;

/** Exchanges the tables of two databases in one statement, which happens as a whole or not at all; returns the database that holds the old ones. */
export async function switchTables(live: DatabaseSettings, place: string, triggers: ReadonlyMap<string, string>, keep = true): Promise<string> {
  const connection = await connectedTo(live);
  const own = decodeURIComponent(new URL(live.url).pathname.slice(1));
  const before = `rapport_before_${scratchTag(live)}${randomBytes(4).toString('hex')}`;
  const namesIn = async (database: string) => column(await connection.query("SELECT table_name AS `name` FROM information_schema.tables WHERE table_schema = ? AND table_type = 'BASE TABLE' ORDER BY 1", [database]));
  try {
    const [old, fresh] = [await namesIn(own), await namesIn(place)];
    if (fresh.length === 0) throw new BackupFault('missing', { path: place });
    await connection.query(`CREATE DATABASE \`${before}\` CHARACTER SET utf8mb4`);
    await connection.query('SET SESSION lock_wait_timeout = 60');
    await carryCatalogue(connection, own, place, new Set(old));
    // A table with triggers does not move from one database to another.
    for (const database of [own, place]) await dropTriggers(connection, database);
    const moves = [...old.map((table) => `${named(own, table)} TO ${named(before, table)}`), ...fresh.map((table) => `${named(place, table)} TO ${named(own, table)}`)];
    try {
      await connection.query(`RENAME TABLE ${moves.join(', ')}`);
    } catch (error) {
      await connection.query(`DROP DATABASE \`${before}\``);
      throw error;
    } finally {
      for (const text of triggers.values()) await connection.query(text).catch(() => undefined);
    }
    await connection.query(`DROP DATABASE IF EXISTS \`${place}\``);
    if (!keep) await connection.query(`DROP DATABASE \`${before}\``);
    return before;
  } catch (error) {
    if (error instanceof BackupFault) throw error;
    throw new BackupFault('no-switch', { reason: (error as Error).message }, { cause: error });
  } finally {
    await connection.end().catch(() => undefined);
  }
}

/**
 * Why the account may not exchange the tables of two databases, in the server's words; null when it may. Tables that nobody has are asked for:
 * the server looks at rights first.
 */
export async function mayNotSwitch(live: DatabaseSettings, place: string): Promise<string | null> {
  const connection = await connectedTo(live);
  const own = decodeURIComponent(new URL(live.url).pathname.slice(1));
  const before = `rapport_before_${scratchTag(live)}${randomBytes(4).toString('hex')}`;
  const none = 'rapport_nothing';
  const trial = (text: string) => connection.query(text).then(() => null, (error: { errno?: number; message: string }) => (denied(error) ? error.message : null)); // prettier-ignore
  try {
    return (await trial(`CREATE DATABASE \`${before}\``)) ?? (await trial(`RENAME TABLE ${named(own, none)} TO ${named(before, none)}, ${named(place, none)} TO ${named(own, none)}`));
  } finally {
    await trial(`DROP DATABASE IF EXISTS \`${before}\``);
    await connection.end();
  }
}

async function dropTriggers(connection: Connection, database: string): Promise<void> {
  const names = column(await connection.query('SELECT trigger_name AS `name` FROM information_schema.triggers WHERE trigger_schema = ?', [database]));
  for (const name of names) await connection.query(`DROP TRIGGER ${named(database, name)}`);
}
/** The catalogue of backups goes on, whatever is restored. */
async function carryCatalogue(connection: Connection, from: string, to: string, there: ReadonlySet<string>): Promise<void> {
  for (const table of CATALOGUE.filter((name) => there.has(name))) {
    const columns = (database: string) => connection.query('SELECT column_name AS `name` FROM information_schema.columns WHERE table_schema = ? AND table_name = ?', [database, table]).then(column);
    const old = new Set(await columns(from));
    const common = (await columns(to)).filter((name) => old.has(name)).map((name) => `\`${name}\``).join(', '); // prettier-ignore
    if (common) await connection.query(`INSERT IGNORE INTO ${named(to, table)} (${common}) SELECT ${common} FROM ${named(from, table)}`);
  }
}
const column = (answer: unknown): string[] => (answer as [{ name: string }[]])[0].map(({ name }) => name);
