import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { isIP } from 'node:net';
import type { DataSource, DataSourceOptions, EntitySchema } from 'typeorm';
import { isLoopback } from '#kernel/model';

export type DatabaseKind = 'sqlite' | 'mariadb' | 'mysql';
export interface DatabaseSettings {
  /** 'sqlite:/path/file.db', 'mariadb://user:password@host:port/database' or the same with mysql. */
  readonly url: string;
  readonly replicaUrls?: readonly string[];
  /** TLS to servers on other machines alone, to all, or to none. */
  readonly tls?: 'auto' | 'on' | 'off';
  /** The socket file of a server on this machine, in the place of a host and port. */
  readonly socket?: string | null;
}

export function kindOf({ url }: DatabaseSettings): DatabaseKind {
  const kind = url.slice(0, url.indexOf(':'));
  if (kind === 'sqlite' || kind === 'mariadb' || kind === 'mysql') return kind;
  throw new Error(`A database address starts with sqlite:, mariadb: or mysql:, not '${kind}:'.`);
}
export const sqliteFile = (url: string): string => url.slice('sqlite:'.length);

/** The servers that are reached over a network, by their names. */
export const distant = ({ url, replicaUrls = [], socket }: DatabaseSettings): string[] => (socket ? [] : [url, ...replicaUrls].map((one) => new URL(one).hostname).filter((host) => !isLoopback(host)));

/** How connections are protected: TLS with a certificate of that name, as soon as one server is elsewhere. Throws when there is no name to check. */
export function protectionOf(settings: DatabaseSettings): { ssl?: { minVersion: 'TLSv1.2'; rejectUnauthorized: true; verifyIdentity: true } } {
  const { url, tls = 'auto' } = settings;
  if (tls === 'off' || kindOf(settings) === 'sqlite' || (tls === 'auto' && distant(settings).length === 0)) return {};
  // The driver checks names alone: an address it would take for any certificate of "localhost".
  const address = [...distant(settings), new URL(url).hostname].find((host) => isIP(host.replace(/^\[|\]$/g, '')) !== 0);
  if (address) throw new Error(`The database is to be named as its certificate names it, not by its address ${address}.`);
  return { ssl: { minVersion: 'TLSv1.2', rejectUnauthorized: true, verifyIdentity: true } };
}

/** How TypeORM connects: UTC moments as text, money as numbers, no synchronising ever. */
export function connectionOptions(settings: DatabaseSettings, entities: EntitySchema[] = []): DataSourceOptions {
  const kind = kindOf(settings);
  const common = { entities, synchronize: false, migrationsRun: false, logging: false as const };
  if (kind === 'sqlite') {
    const database = sqliteFile(settings.url);
    mkdirSync(dirname(database), { recursive: true });
    const prepare = (db: { pragma(text: string): void }) =>
      ['journal_mode = WAL', 'synchronous = FULL', 'busy_timeout = 5000', 'cache_size = -16384', 'secure_delete = FAST'].forEach((pragma) => db.pragma(pragma));
    return { ...common, type: 'better-sqlite3', database, enableWAL: true, prepareDatabase: prepare };
  }
  const address = (url: string) => ({ url: url.replace(/^mariadb:/, 'mysql:') });
  return {
    ...common, type: kind, charset: 'utf8mb4', timezone: 'Z', dateStrings: true, supportBigNumbers: true, bigNumberStrings: false,
    poolSize: 20, connectTimeout: 10_000, ...protectionOf(settings), ...(settings.socket ? { socketPath: settings.socket } : {}), extra: { decimalNumbers: true, trace: false, idleTimeout: 60_000, maxPreparedStatements: 500 },
    ...(settings.replicaUrls?.length
      ? { replication: { master: address(settings.url), slaves: settings.replicaUrls.map(address), defaultMode: 'slave' as const } }
      : address(settings.url)),
  } as DataSourceOptions; // prettier-ignore
}

/** The longest a statement may take before the database ends it. SQLite cannot: its lists are bounded by their size alone. */
export const STATEMENT_SECONDS = 30;

interface Speaker {
  query(text: string, then?: () => void): void;
}
interface Pool extends Speaker {
  on(event: 'connection', then: (connection: Speaker) => void): void;
}
/** A node of a cluster reads only once it has what any other had committed before: who was told that a change is made sees it everywhere. */
const CAUSAL = 'SET SESSION wsrep_sync_wait = 1';
/** Every connection to MariaDB or MySQL ends what takes too long, and understands the driver's way of quoting. */
export function setUpConnections({ driver }: DataSource, kind: DatabaseKind): void {
  if (kind === 'sqlite') return;
  const { pool, poolCluster } = driver as unknown as { pool?: Pool; poolCluster?: { _nodes: Record<string, { pool: Pool }> } };
  const limit = kind === 'mariadb' ? `max_statement_time = ${STATEMENT_SECONDS}` : `max_execution_time = ${STATEMENT_SECONDS * 1000}`;
  const settings = `SET SESSION sql_mode = 'STRICT_TRANS_TABLES,ERROR_FOR_DIVISION_BY_ZERO,NO_ENGINE_SUBSTITUTION', ${limit}`;
  for (const one of pool ? [pool] : Object.values(poolCluster?._nodes ?? {}).map((node) => node.pool)) {
    one.on('connection', (connection) => {
      connection.query(settings);
      // Servers that were built without clusters do not know it.
      connection.query(CAUSAL, () => undefined);
    });
    // The connection that is there already hears both, one after the other: while it is busy another one would be taken.
    one.query(settings, () => one.query(CAUSAL, () => undefined));
  }
}
