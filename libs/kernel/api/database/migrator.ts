import { setTimeout as sleep } from 'node:timers/promises';
import { Inject, Injectable } from '@nestjs/common';
import type SqliteDatabase from 'better-sqlite3';
import { DataSource, type QueryRunner } from 'typeorm';
import { columnSql, type Column } from './columns.ts';
import { kindOf, STATEMENT_SECONDS, type DatabaseKind, type DatabaseSettings } from './connection.ts';
import { DATABASE_SETTINGS } from './database.ts';
import { guard, guarded, guardName, guardSql } from './guard.ts';
import { MigrationLease } from './migration-lease.ts';
import { indexName, uniqueName } from './names.ts';
import { searchStatements } from './full-text.ts';
import { Schema, type Migration, type Step } from './schema.ts';
import type { TableShape } from './table-shape.ts';

export const MIGRATIONS = Symbol('migrations');
/** What a migration is about to do, by the ids of what was applied and of what is missing. */
export interface UpgradePlan {
  readonly applied: readonly string[];
  readonly missing: readonly string[];
}

/**
 * Brings the tables to what this program expects. Every statement may be repeated, so a migrator that was killed
 * between two of them continues at the next start; MariaDB cannot roll a table back.
 */
@Injectable()
export class Migrator {
  private readonly kind: DatabaseKind;

  constructor(
    @Inject(DataSource) private readonly source: DataSource,
    @Inject(DATABASE_SETTINGS) settings: DatabaseSettings,
    @Inject(MIGRATIONS) private readonly migrations: readonly Migration[],
  ) {
    this.kind = kindOf(settings);
  }

  /**
   * Applies what is missing, oldest first, one instance alone; returns the ids. `before` is asked first, with the lease held, and may refuse by throwing.
   * Refuses a database that is ahead of this program.
   */
  async run(before: (plan: UpgradePlan) => Promise<void> = () => Promise.resolve()): Promise<string[]> {
    const runner = this.source.createQueryRunner('master');
    try {
      if (this.kind === 'mariadb') await runner.query('SET SESSION max_statement_time = 0');
      await this.prepare(runner);
      const ids = (await this.missing(runner)).length === 0 ? [] : await this.applyMissing(runner, before);
      if (this.kind !== 'sqlite') await this.heal(runner);
      const version = this.ordered().at(-1)?.id ?? '';
      await this.ignore(runner, 'setting', [{ name: 'schema', value: JSON.stringify(version) }]);
      return ids;
    } finally {
      if (this.kind === 'mariadb') await runner.query(`SET SESSION max_statement_time = ${STATEMENT_SECONDS}`).catch(() => undefined);
      await runner.release();
    }
  }

  private async applyMissing(runner: QueryRunner, before: (plan: UpgradePlan) => Promise<void>): Promise<string[]> {
    await this.prepareLease(runner);
    return new MigrationLease(this.source, runner).hold(async () => {
      const [missing, applied] = [await this.missing(runner), await this.applied(runner)];
      if (missing.length > 0) await before({ applied: [...applied].sort(), missing: missing.map(({ id }) => id) });
      for (const { id, up } of missing) {
        const schema = new Schema();
        up(schema);
        for (const step of schema.steps) await this.apply(runner, step);
        await this.ignore(runner, 'migration', [{ id, appliedAt: new Date().toISOString().slice(0, 23).replace('T', ' ') }]);
      }
      return missing.map(({ id }) => id);
    });
  }

  /** Ids this program knows and the database has not seen. */
  async pending(): Promise<string[]> {
    const runner = this.source.createQueryRunner('master');
    try {
      await this.prepare(runner);
      const applied = await this.applied(runner);
      return this.ordered().filter(({ id }) => !applied.has(id)).map(({ id }) => id); // prettier-ignore
    } finally {
      await runner.release();
    }
  }

  /** Tables that should refuse changes by themselves and do not, for want of rights; grants have to do it. */
  async unguarded(): Promise<string[]> {
    const schema = new Schema();
    for (const { up } of this.ordered()) up(schema);
    const open = new Set<string>();
    for (const step of schema.steps) if (step.kind === 'guard' && !(await guarded(this.source, this.kind, step.table, step.when))) open.add(step.table);
    return [...open];
  }

  /** Triggers that a move from one database to another has cost. */
  private async heal(runner: QueryRunner): Promise<void> {
    const schema = new Schema();
    for (const { up } of this.ordered()) up(schema);
    for (const step of schema.steps) if (step.kind === 'guard') await guard(runner, this.kind, step);
  }

  private ordered(): Migration[] {
    return [...this.migrations].sort((a, b) => (a.id < b.id ? -1 : 1));
  }

  /** The two tables that tell what was done; an account that may make no tables finds them made. */
  private async prepare(runner: QueryRunner): Promise<void> {
    if (this.kind !== 'sqlite' && (await this.exists(runner, 'tables', 'setting', 'table_name', 'setting'))) return;
    await runner.query('CREATE TABLE IF NOT EXISTS `migration` (`id` varchar(120) NOT NULL PRIMARY KEY, `appliedAt` varchar(23) NOT NULL)');
    await runner.query('CREATE TABLE IF NOT EXISTS `setting` (`name` varchar(60) NOT NULL PRIMARY KEY, `value` text NOT NULL)');
  }

  /** The first of all tables: two instances on an empty database make it alike. */
  private async prepareLease(runner: QueryRunner): Promise<void> {
    const schema = new Schema();
    for (const { up } of this.ordered()) up(schema);
    const step = schema.steps.find((one) => one.kind === 'table' && one.shape.name === 'lease');
    if (step) await this.apply(runner, step);
  }

  /** What this program knows and the database has not seen. Throws when the database knows more. */
  private async missing(runner: QueryRunner): Promise<Migration[]> {
    const applied = await this.applied(runner);
    const unknown = [...applied].find((id) => !this.migrations.some((known) => known.id === id));
    if (unknown) throw new Error(`The database was migrated by a newer Rapport (${unknown}); this one cannot use it.`);
    return this.ordered().filter(({ id }) => !applied.has(id));
  }

  private async applied(runner: QueryRunner): Promise<Set<string>> {
    const rows = (await runner.query('SELECT `id` FROM `migration`')) as { id: string }[];
    return new Set(rows.map(({ id }) => id));
  }

  private async apply(runner: QueryRunner, step: Step): Promise<void> {
    if (step.kind === 'table') await this.createTable(runner, step.shape);
    if (step.kind === 'drop') await runner.query(`DROP TABLE IF EXISTS \`${step.table}\``);
    if (step.kind === 'columns') for (const column of step.columns) await this.addColumn(runner, step.table, column);
    if (step.kind === 'retype') await this.retype(runner, step.table, step.column);
    if (step.kind === 'index') await this.createIndex(runner, step.table, step.columns, step.unique);
    if (step.kind === 'search') for (const statement of searchStatements(step.table, this.kind)) await runner.query(statement);
    if (step.kind === 'dropIndex') await this.dropIndex(runner, step.table, step.columns);
    if (step.kind === 'rows') await this.ignore(runner, step.table, step.rows);
    if (step.kind === 'dropColumn') await this.dropColumn(runner, step.table, step.column);
    if (step.kind === 'fill') await runner.query(`UPDATE \`${step.table}\` SET \`${step.column}\` = ${step.by}`);
    if (step.kind === 'guard') await guard(runner, this.kind, step);
  }

  private async createTable(runner: QueryRunner, shape: Extract<Step, { kind: 'table' }>['shape']): Promise<void> {
    const keys = shape.columns.filter(({ primary }) => primary).map(({ name }) => `\`${name}\``);
    const parts = [...shape.columns.map((column) => columnSql(column, this.kind)), ...(keys.length ? [`PRIMARY KEY (${keys.join(', ')})`] : [])];
    const engine = this.kind === 'sqlite' ? '' : ' ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin';
    await runner.query(`CREATE TABLE IF NOT EXISTS \`${shape.name}\` (${parts.join(', ')})${engine}`);
    for (const own of shape.indexes) await this.createIndex(runner, shape.name, own, false);
    for (const own of shape.unique) await this.createIndex(runner, shape.name, own, true);
  }

  private async createIndex(runner: QueryRunner, table: string, columns: readonly string[], unique: boolean): Promise<void> {
    const name = unique ? uniqueName(table, columns) : indexName(table, columns);
    if (this.kind === 'mysql' && (await this.exists(runner, 'statistics', table, 'index_name', name))) return;
    const guard = this.kind === 'mysql' ? '' : 'IF NOT EXISTS ';
    await runner.query(`CREATE ${unique ? 'UNIQUE ' : ''}INDEX ${guard}\`${name}\` ON \`${table}\` (${columns.map((c) => `\`${c}\``).join(', ')})`);
  }

  private async dropIndex(runner: QueryRunner, table: string, columns: readonly string[]): Promise<void> {
    const name = indexName(table, columns);
    if (this.kind === 'mysql' && !(await this.exists(runner, 'statistics', table, 'index_name', name))) return;
    const guard = this.kind === 'mysql' ? '' : 'IF EXISTS ';
    await runner.query(`DROP INDEX ${guard}\`${name}\`${this.kind === 'sqlite' ? '' : ` ON \`${table}\``}`);
  }

  private async addColumn(runner: QueryRunner, table: string, column: Column): Promise<void> {
    if (await this.exists(runner, 'columns', table, 'column_name', column.name)) return;
    await runner.query(`ALTER TABLE \`${table}\` ADD COLUMN ${columnSql(column, this.kind)}`);
  }

  private async dropColumn(runner: QueryRunner, table: string, column: string): Promise<void> {
    if (await this.exists(runner, 'columns', table, 'column_name', column)) await runner.query(`ALTER TABLE \`${table}\` DROP COLUMN \`${column}\``);
  }

  /** SQLite cannot change a type: the table is built anew, in a transaction. */
  private async retype(runner: QueryRunner, table: string, column: Column): Promise<void> {
    const wanted = columnSql(column, this.kind);
    if (this.kind !== 'sqlite') return void (await runner.query(`ALTER TABLE \`${table}\` MODIFY COLUMN ${wanted}`));
    const made = (await runner.query("SELECT `type`, `sql` FROM `sqlite_schema` WHERE `tbl_name` = ? AND `sql` IS NOT NULL", [table])) as { type: string; sql: string }[];
    const old = made.find(({ type }) => type === 'table')?.sql ?? '';
    const next = old.replace(new RegExp(`\`${column.name}\` \\w+(\\(\\d+\\))?( COLLATE \\w+)?( NOT)? NULL`), wanted);
    if (next === old) return;
    const names = ((await runner.query('SELECT `name` FROM pragma_table_info(?)', [table])) as { name: string }[]).map(({ name }) => `\`${name}\``).join(', ');
    const { databaseConnection: db } = this.source.driver as unknown as { databaseConnection: SqliteDatabase.Database };
    while (db.inTransaction) await sleep(5);
    db.transaction(() => {
      db.exec(next.replace(`\`${table}\``, `\`${table}Next\``).replace(`"${table}"`, `\`${table}Next\``));
      // Row ids stay: the full-text index speaks of them.
      db.exec(`INSERT INTO \`${table}Next\` (rowid, ${names}) SELECT rowid, ${names} FROM \`${table}\``);
      db.exec(`DROP TABLE \`${table}\``);
      db.exec(`ALTER TABLE \`${table}Next\` RENAME TO \`${table}\``);
      for (const { type, sql } of made) if (type !== 'table') db.exec(sql);
    })();
  }

  private async exists(runner: QueryRunner, catalogue: string, table: string, column: string, name: string): Promise<boolean> {
    const rows =
      this.kind === 'sqlite'
        ? await runner.query('SELECT 1 FROM pragma_table_info(?) WHERE `name` = ?', [table, name])
        : await runner.query(`SELECT 1 FROM information_schema.${catalogue} WHERE table_schema = DATABASE() AND table_name = ? AND ${column} = ?`, [table, name]);
    return (rows as unknown[]).length > 0;
  }

  private async ignore(runner: QueryRunner, table: string, rows: readonly Record<string, unknown>[]): Promise<void> {
    const verb = this.kind === 'sqlite' ? 'INSERT OR IGNORE' : 'INSERT IGNORE';
    for (const row of rows) {
      const names = Object.keys(row);
      await runner.query(
        `${verb} INTO \`${table}\` (${names.map((n) => `\`${n}\``).join(', ')}) VALUES (${names.map(() => '?').join(', ')})`,
        names.map((name) => row[name]),
      );
    }
  }
}

/** The tables all migrations together make: what the drift check expects of the database. */
export function shapesOf(migrations: readonly Migration[]): TableShape[] {
  const schema = new Schema();
  for (const { up } of [...migrations].sort((a, b) => (a.id < b.id ? -1 : 1))) up(schema);
  const shapes = new Map<string, TableShape>();
  for (const step of schema.steps) {
    if (step.kind === 'table') shapes.set(step.shape.name, step.shape);
    if (step.kind === 'drop') shapes.delete(step.table);
    const known = 'table' in step ? shapes.get(step.table) : undefined;
    if (!known) continue;
    if (step.kind === 'search') shapes.set(known.name, { ...known, fullText: true });
    if (step.kind === 'dropIndex') shapes.set(known.name, { ...known, indexes: known.indexes.filter((own) => own.join() !== step.columns.join()) });
    if (step.kind === 'dropColumn') shapes.set(known.name, { ...known, columns: known.columns.filter(({ name }) => name !== step.column) });
    if (step.kind === 'columns') shapes.set(known.name, { ...known, columns: [...known.columns, ...step.columns] });
    if (step.kind === 'retype') shapes.set(known.name, { ...known, columns: known.columns.map((one) => (one.name === step.column.name ? step.column : one)) });
    if (step.kind === 'index') shapes.set(known.name, { ...known, [step.unique ? 'unique' : 'indexes']: [...(step.unique ? known.unique : known.indexes), step.columns] });
  }
  return [...shapes.values()];
}

/** The triggers all migrations together make on MariaDB, by their names: whoever reads a dump knows no others. */
export function triggersOf(migrations: readonly Migration[]): Map<string, string> {
  const schema = new Schema();
  for (const { up } of migrations) up(schema);
  return new Map(schema.steps.flatMap((step) => (step.kind === 'guard' ? [[guardName(step.table, step.when), guardSql(step, 'mariadb')] as const] : [])));
}
