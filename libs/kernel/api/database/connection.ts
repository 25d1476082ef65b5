import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import type { DataSourceOptions, EntitySchema } from 'typeorm';

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
      ['journal_mode = WAL', 'synchronous = FULL', 'busy_timeout = 5000', 'cache_size = -16384'].forEach((pragma) => db.pragma(pragma));
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
