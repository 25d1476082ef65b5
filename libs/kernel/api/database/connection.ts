import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import type { DataSource, DataSourceOptions, EntitySchema } from 'typeorm';

export type DatabaseKind = 'sqlite' | 'mariadb' | 'mysql';
export interface DatabaseSettings {
  /** 'sqlite:/path/file.db', 'mariadb://user:password@host:port/database' or the same with mysql. */
  readonly url: string;
  readonly replicaUrls?: readonly string[];
}

export function kindOf({ url }: DatabaseSettings): DatabaseKind {
  const kind = url.slice(0, url.indexOf(':'));
  if (kind === 'sqlite' || kind === 'mariadb' || kind === 'mysql') return kind;
  throw new Error(`A database address starts with sqlite:, mariadb: or mysql:, not '${kind}:'.`);
}
export const sqliteFile = (url: string): string => url.slice('sqlite:'.length);

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
    poolSize: 20, connectTimeout: 10_000, extra: { decimalNumbers: true, trace: false, idleTimeout: 60_000, maxPreparedStatements: 500 },
    ...(settings.replicaUrls?.length
      ? { replication: { master: address(settings.url), slaves: settings.replicaUrls.map(address), defaultMode: 'slave' as const } }
      : address(settings.url)),
  } as DataSourceOptions; // prettier-ignore
}

/** The longest a statement may take before the database ends it. SQLite cannot: its lists are bounded by their size alone. */
export const STATEMENT_SECONDS = 30;

interface Pool {
  query(text: string): void;
  on(event: 'connection', then: (connection: { query(text: string): void }) => void): void;
}
/** Every connection to MariaDB or MySQL ends what takes too long, and understands the driver's way of quoting. */
export function setUpConnections({ driver }: DataSource, kind: DatabaseKind): void {
  if (kind === 'sqlite') return;
  const { pool, poolCluster } = driver as unknown as { pool?: Pool; poolCluster?: { _nodes: Record<string, { pool: Pool }> } };
  const limit = kind === 'mariadb' ? `max_statement_time = ${STATEMENT_SECONDS}` : `max_execution_time = ${STATEMENT_SECONDS * 1000}`;
  const settings = `SET SESSION sql_mode = 'STRICT_TRANS_TABLES,ERROR_FOR_DIVISION_BY_ZERO,NO_ENGINE_SUBSTITUTION', ${limit}`;
  for (const one of pool ? [pool] : Object.values(poolCluster?._nodes ?? {}).map((node) => node.pool)) {
    one.on('connection', (connection) => connection.query(settings));
    one.query(settings);
  }
}
