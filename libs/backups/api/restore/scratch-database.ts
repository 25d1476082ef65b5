import { createHash, randomBytes } from 'node:crypto';
import type { Connection } from 'mysql2/promise';
import type { DatabaseSettings } from '#kernel/api';
import { BackupFault } from '../faults.ts';
import { connectedTo } from './dump-loader.ts';

/** A database of its own, and an account that can touch nothing else. */
export interface Scratch {
  readonly name: string;
  /** How it is found again: the name of the database, or the path of the file. */
  readonly place: string;
  readonly settings: DatabaseSettings;
  /** Takes the database and the account away. */
  drop(): Promise<void>;
  /** Takes only the account away: the database stays. */
  keep(): Promise<void>;
}
export type ScratchKind = 'drill' | 'restore';

/** Several installations may share a server: each knows its own by a few digits of its database's name. */
export const scratchTag = ({ url }: DatabaseSettings): string => createHash('sha256').update(decodeURIComponent(new URL(url).pathname)).digest('hex').slice(0, 6);
const isOwn = (name: string, live: DatabaseSettings): boolean => /^rapport_(?:drill|restore)_([0-9a-f]{6})[0-9a-f]{8}$/.exec(name)?.[1] === scratchTag(live);
const RIGHTS = 'SELECT, INSERT, UPDATE, DELETE, CREATE, ALTER, INDEX, DROP, TRIGGER, REFERENCES, LOCK TABLES, EVENT';
/** The account lacks a right. */
const DENIED = [1044, 1045, 1142, 1227, 1410, 1698];
export const denied = (error: unknown) => DENIED.includes((error as { errno?: number }).errno ?? 0);
/** In a grant, an underscore stands for any sign unless it is told not to. */
const literally = (name: string) => name.replaceAll('_', '\\_');

/**
 * Makes a database with an account for it alone: by the program's own account where that may create one, else by the one that
 * RESTORE_DATABASE_URL names. Throws BackupFault 'no-scratch' when neither is possible.
 */
export async function makeScratch(live: DatabaseSettings, kind: ScratchKind, restoreUrl: string | null, replay = false): Promise<Scratch> {
  const name = `rapport_${kind}_${scratchTag(live)}${randomBytes(4).toString('hex')}`;
  const operator = await connectedTo(live, false);
  try {
    return await made(operator, live, name, replay);
  } catch (error) {
    if (!denied(error)) throw error;
    await operator.query(`DROP DATABASE IF EXISTS \`${name}\``).catch(() => undefined);
    if (!restoreUrl) throw new BackupFault('no-scratch', { reason: (error as Error).message }, { cause: error });
    return await configured({ ...live, url: restoreUrl, replicaUrls: [] }, name);
  } finally {
    await operator.end().catch(() => undefined);
  }
}

async function made(operator: Connection, live: DatabaseSettings, name: string, replay: boolean): Promise<Scratch> {
  const password = randomBytes(24).toString('base64url');
  await operator.query(`CREATE DATABASE \`${name}\` CHARACTER SET utf8mb4`);
  const [[seen]] = (await operator.query("SELECT SUBSTRING_INDEX(USER(), '@', -1) AS `host`")) as unknown as [[{ host: string }]];
  const account = `\`${name}\`@\`${seen.host.replaceAll('`', '')}\``;
  await operator.query(`CREATE USER ${account} IDENTIFIED BY '${password}'`);
  await operator.query(`GRANT ${RIGHTS} ON \`${literally(name)}\`.* TO ${account}`);
  if (replay) await operator.query(`GRANT BINLOG REPLAY ON *.* TO ${account}`);
  const url = new URL(live.url);
  [url.username, url.password, url.pathname] = [name, password, name];
  const settings = { ...live, url: url.href, replicaUrls: [] };
  await demandNarrow(settings);
  const dropAccount = () => asOperator(live, [`DROP USER IF EXISTS ${account}`]);
  return { name, place: name, settings, drop: () => asOperator(live, [`DROP DATABASE IF EXISTS \`${name}\``, `DROP USER IF EXISTS ${account}`]), keep: dropAccount };
}

async function configured(restore: DatabaseSettings, name: string): Promise<Scratch> {
  const connection = await connectedTo(restore, false).catch((error: unknown) => {
    throw new BackupFault('no-scratch', { reason: (error as Error).message }, { cause: error });
  });
  try {
    await demandNarrow(restore, connection);
    await connection.query(`CREATE DATABASE \`${name}\` CHARACTER SET utf8mb4`);
  } catch (error) {
    if (error instanceof BackupFault) throw error;
    throw new BackupFault('no-scratch', { reason: (error as Error).message }, { cause: error });
  } finally {
    await connection.end().catch(() => undefined);
  }
  const url = new URL(restore.url);
  url.pathname = name;
  return { name, place: name, settings: { ...restore, url: url.href }, drop: () => asOperator(restore, [`DROP DATABASE IF EXISTS \`${name}\``]), keep: () => Promise.resolve() };
}

/** Refuses an account that could touch anything but databases of drills and restores. */
async function demandNarrow(settings: DatabaseSettings, open?: Connection): Promise<void> {
  const connection = open ?? (await connectedTo(settings));
  try {
    const [rows] = (await connection.query('SHOW GRANTS')) as unknown as [Record<string, string>[]];
    const wide = rows.flatMap((row) => Object.values(row)).find((grant) => !/^GRANT (?:USAGE|BINLOG REPLAY) ON \*\.\* TO |^GRANT [A-Z, ]+ ON `rapport\\?_(?:drill|restore)\\?_[^`]*`\.\* TO /.test(grant));
    if (wide) throw new BackupFault('wide-account', { grant: wide.replace(/ IDENTIFIED .*/, '') });
  } finally {
    if (!open) await connection.end().catch(() => undefined);
  }
}

async function asOperator(settings: DatabaseSettings, statements: readonly string[]): Promise<void> {
  const operator = await connectedTo(settings, false);
  try {
    for (const statement of statements) await operator.query(statement);
  } finally {
    await operator.end().catch(() => undefined);
  }
}

/** Takes away the databases and accounts of drills and restores that were killed, and what a switch had only begun. */
export async function sweepScratch(live: DatabaseSettings, restoreUrl: string | null, wanted: ReadonlySet<string>): Promise<string[]> {
  const gone: string[] = [];
  for (const url of [live.url, ...(restoreUrl ? [restoreUrl] : [])]) {
    const operator = await connectedTo({ ...live, url }, false);
    try {
      const [rows] = (await operator.query("SHOW DATABASES LIKE 'rapport\\_%'")) as unknown as [Record<string, string>[]];
      for (const name of rows.flatMap((row) => Object.values(row)).filter((one) => isOwn(one, live) && !wanted.has(one))) {
        const dropped = await operator.query(`DROP DATABASE IF EXISTS \`${name}\``).then(() => true, () => false); // prettier-ignore
        if (dropped) gone.push(name);
        const [users] = (await operator.query('SELECT `User` AS `user`, `Host` AS `host` FROM `mysql`.`user` WHERE `User` = ?', [name]).catch(() => [[]])) as unknown as [{ user: string; host: string }[]];
        for (const { user, host } of users) await operator.query(`DROP USER IF EXISTS \`${user}\`@\`${host}\``).catch(() => undefined);
      }
      for (const name of await emptyBefore(operator, live)) if (await operator.query(`DROP DATABASE \`${name}\``).then(() => true, () => false)) gone.push(name); // prettier-ignore
    } finally {
      await operator.end().catch(() => undefined);
    }
  }
  return gone;
}

/** Databases for old tables that no table was moved to. */
async function emptyBefore(operator: Connection, live: DatabaseSettings): Promise<string[]> {
  const [rows] = (await operator.query(
    'SELECT s.`schema_name` AS `name` FROM `information_schema`.`schemata` s WHERE s.`schema_name` LIKE ? AND NOT EXISTS (SELECT 1 FROM `information_schema`.`tables` t WHERE t.`table_schema` = s.`schema_name`)',
    [`${literally(`rapport_before_${scratchTag(live)}`)}%`],
  )) as unknown as [{ name: string }[]];
  return rows.map(({ name }) => name);
}

/** How many tables the database of an address has. */
export async function tablesOf(settings: DatabaseSettings): Promise<number> {
  const connection = await connectedTo(settings);
  try {
    const [[row]] = (await connection.query('SELECT COUNT(*) AS n FROM information_schema.tables WHERE table_schema = DATABASE()')) as unknown as [[{ n: number }]];
    return Number(row.n);
  } finally {
    await connection.end();
  }
}

/** The empty database of an account that can touch nothing else: what an empty host has where nobody may create databases. Throws BackupFault 'wide-account'. */
export async function ownScratch(settings: DatabaseSettings): Promise<Scratch> {
  const name = decodeURIComponent(new URL(settings.url).pathname.slice(1));
  const connection = await connectedTo(settings);
  try {
    const [rows] = (await connection.query('SHOW GRANTS')) as unknown as [Record<string, string>[]];
    const own = `ON \`${name}\`.* `;
    const wide = rows.flatMap((row) => Object.values(row)).find((grant) => !grant.startsWith('GRANT USAGE ON *.* ') && !grant.replaceAll('\\_', '_').includes(own));
    if (wide) throw new BackupFault('wide-account', { grant: wide.replace(/ IDENTIFIED .*/, '') });
  } finally {
    await connection.end();
  }
  const empty = async () => {
    const open = await connectedTo(settings);
    try {
      const [rows] = (await open.query('SELECT table_name AS `name` FROM information_schema.tables WHERE table_schema = DATABASE()')) as unknown as [{ name: string }[]];
      for (const { name: table } of rows) await open.query(`DROP TABLE \`${table}\``);
    } finally {
      await open.end();
    }
  };
  return { name: `restore-${randomBytes(4).toString('hex')}`, place: name, settings, drop: empty, keep: () => Promise.resolve() };
}
