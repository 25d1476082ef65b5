import { createHash } from 'node:crypto';
import { setImmediate as othersTurn } from 'node:timers/promises';
import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import SqliteDatabase from 'better-sqlite3';
import { DataSource } from 'typeorm';
import { answered, connected } from './connected.ts';
import { DuplicateKey, isLost, translated } from './driver-errors.ts';
import { poolUseOf, type PoolUse } from './pool-use.ts';
import { kindOf, setUpConnections, sqliteFile, type DatabaseKind, type DatabaseSettings } from './connection.ts';
import { newId } from './ids.ts';
import { UnitOfWork } from './unit-of-work.ts';

/** Rows after which whoever waits for an answer gets it; SQLite writes on this very thread. */
const TURN = 250;
export const DATABASE_SETTINGS = Symbol('database settings');

/**
 * Statements on the database: `?` for values, backticks around names, the same text on every database.
 * Inside a unit of work they are part of it; outside, reads see committed rows only.
 */
@Injectable()
export class Database implements OnApplicationShutdown {
  readonly kind: DatabaseKind;
  private reader: SqliteDatabase.Database | null = null;
  private cluster: Promise<boolean> | null = null;
  private readonly prepared = new Map<string, SqliteDatabase.Statement>();
  private readonly inserts = new Map<string, SqliteDatabase.Statement>();

  constructor(
    @Inject(DATABASE_SETTINGS) private readonly settings: DatabaseSettings,
    @Inject(DataSource) private readonly source: DataSource,
    private readonly work: UnitOfWork,
  ) {
    this.kind = kindOf(settings);
    setUpConnections(source, this.kind);
  }

  /** Whether a unit of work is on: its reads see rows that nobody else may know of yet. */
  get inUnit(): boolean {
    return this.work.active;
  }

  /** Told of every statement that ended, with its milliseconds; whoever measures puts itself here. */
  ended: (verb: 'read' | 'write', ms: number, text: string) => void = () => undefined;
  /** How the connections are used; null where there is one alone. */
  poolUse = (): PoolUse | null => poolUseOf(this.source);

  /** Rows of a statement. */
  async read<T = Record<string, unknown>>(text: string, params: unknown[] = []): Promise<T[]> {
    onlyValues(params);
    const start = performance.now();
    try {
      return await this.rows<T>(text, params);
    } finally {
      this.ended('read', performance.now() - start, text);
    }
  }
  private async rows<T>(text: string, params: unknown[]): Promise<T[]> {
    const { runner } = this.work;
    if (!runner && this.kind === 'sqlite') return this.readCommitted<T>(text, params);
    if (this.kind === 'sqlite') return (await (runner ?? this.source).query(text, params)) as T[];
    if (runner) return answered(runner, runner.query(text, params) as Promise<T[]>);
    return this.readOutside<T>(text, params).catch((error: unknown) => {
      if (isLost(error)) return this.readOutside<T>(text, params);
      throw error;
    });
  }

  /** Changes rows; inside a unit of work only. Throws DuplicateKey when a value may exist once. */
  async write(text: string, params: unknown[] = []): Promise<{ affected: number }> {
    const { runner } = this.work;
    if (!runner) throw new Error('Writing needs a unit of work');
    onlyValues(params);
    const start = performance.now();
    try {
      const result = (await answered(runner, runner.query(text, params, true))) as { affected?: number; raw?: { affectedRows?: number } };
      return { affected: result.affected ?? result.raw?.affectedRows ?? 0 };
    } catch (error) {
      throw translated(error);
    } finally {
      this.ended('write', performance.now() - start, text);
    }
  }

  /** Inserts rows by few statements; inside a unit of work only. Throws DuplicateKey. */
  async insert(table: string, columns: readonly string[], rows: readonly (readonly unknown[])[]): Promise<void> {
    const marks = `(${columns.map(() => '?').join(', ')})`;
    const into = `INSERT INTO \`${table}\` (${columns.map((name) => `\`${name}\``).join(', ')}) VALUES `;
    if (this.kind === 'sqlite' && rows.length > 1) return this.insertEach(`${into}${marks}`, rows);
    const size = Math.max(1, Math.min(1000, Math.floor(60_000 / columns.length)));
    for (let start = 0; start < rows.length; start += size) {
      const part = rows.slice(start, start + size);
      await this.write(into + part.map(() => marks).join(', '), part.flat());
    }
  }

  /** Makes a row what it should be, whether it is there or not, and whoever else does so at the same time. */
  async put(table: string, key: Record<string, unknown>, values: Record<string, unknown>): Promise<void> {
    const names = (of: object, by: string) => Object.keys(of).map((name) => `\`${name}\` = ?`).join(by);
    const update = () => this.write(`UPDATE \`${table}\` SET ${names(values, ', ')} WHERE ${names(key, ' AND ')}`, [...Object.values(values), ...Object.values(key)]);
    if ((await update()).affected > 0) return;
    const row = { ...key, ...values };
    const columns = Object.keys(row).map((name) => `\`${name}\``).join(', ');
    try {
      await this.write(`INSERT INTO \`${table}\` (${columns}) VALUES (${Object.keys(row).map(() => '?').join(', ')})`, Object.values(row));
    } catch (error) {
      if (!(error instanceof DuplicateKey)) throw error;
      await update();
    }
  }

  /**
   * Makes units of work that say the same name follow each other, on whichever nodes of a cluster they run: a lock of a row is one node's alone,
   * what is written is everybody's. To be said before what it guards is read. Anywhere but on a cluster locks do, and this does nothing.
   */
  async meet(name: string): Promise<void> {
    if (!(await this.isCluster())) return;
    const place = createHash('sha256').update(name).digest()[0] ?? 0;
    await this.put('lease', { name: `meeting-${place}` }, { holder: newId(), fence: 0, until: '1970-01-01 00:00:00.000' });
  }
  private isCluster(): Promise<boolean> {
    if (this.kind === 'sqlite') return Promise.resolve(false);
    this.cluster ??= this.read<{ Value: string }>("SHOW GLOBAL VARIABLES LIKE 'wsrep_on'").then(([row]) => row?.Value === 'ON');
    this.cluster.catch(() => (this.cluster = null));
    return this.cluster;
  }

  /** Whether every migration this program knows was applied; the migrator says so. */
  async migrated(): Promise<boolean> {
    const rows = await this.read<{ value: string }>("SELECT `value` FROM `setting` WHERE `name` = 'schema'");
    return rows.length > 0;
  }

  /** One prepared statement run for each row is what SQLite is quickest at. */
  private async insertEach(text: string, rows: readonly (readonly unknown[])[]): Promise<void> {
    const { runner } = this.work;
    if (!runner) throw new Error('Writing needs a unit of work');
    const connection = (await runner.connect()) as SqliteDatabase.Database;
    let statement = this.inserts.get(text);
    if (!statement) this.inserts.set(text, (statement = connection.prepare(text)));
    try {
      for (const [index, row] of rows.entries()) {
        statement.run(row);
        if (index % TURN === TURN - 1) await othersTurn();
      }
    } catch (error) {
      throw translated(error);
    }
  }

  /** After the last request: until then there are readers. */
  onApplicationShutdown(): void {
    this.reader?.close();
    this.reader = null;
    this.prepared.clear();
  }

  private async readOutside<T>(text: string, params: unknown[]): Promise<T[]> {
    const runner = this.source.createQueryRunner();
    try {
      await connected(runner);
      return await answered(runner, runner.query(text, params) as Promise<T[]>);
    } finally {
      await runner.release();
    }
  }

  /** SQLite readers get a connection of their own: the writer's would show them rows that may never be committed. */
  private readCommitted<T>(text: string, params: unknown[]): T[] {
    this.reader ??= new SqliteDatabase(sqliteFile(this.settings.url), { readonly: true });
    let statement = this.prepared.get(text);
    if (!statement) {
      statement = this.reader.prepare(text);
      if (this.prepared.size > 500) this.prepared.clear();
      this.prepared.set(text, statement);
    }
    return statement.all(...params) as T[];
  }
}

/** A value is one value: drivers spell objects and lists out as SQL of their own, and nothing as NULL. */
function onlyValues(params: readonly unknown[]): void {
  for (const value of params) {
    if (value === undefined || (typeof value === 'object' && value !== null && !(value instanceof Uint8Array))) throw new Error('A statement takes plain values only');
  }
}
