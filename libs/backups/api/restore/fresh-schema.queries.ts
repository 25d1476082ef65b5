import { DataSource } from 'typeorm';
import { connectionOptions, Migrator, type Migration } from '#kernel/api';

/** A table, index, trigger or view as a SQLite file says it. */
export interface Made {
  readonly type: string;
  readonly name: string;
  readonly sql: string | null;
}
export const MADE = "SELECT `type`, `name`, `sql` FROM `sqlite_schema` WHERE `name` NOT LIKE 'sqlite\\_%' ESCAPE '\\'";
/** White space and the guard against repetition are not what a trigger says. */
export const plain = (sql: string | null) => (sql ?? '').replace(/\bIF NOT EXISTS /gi, '').replace(/\s+/g, ' ').trim(); // prettier-ignore

/** Everything these migrations make in an empty file, by type and name. */
export async function madeBy(migrations: readonly Migration[]): Promise<Map<string, string>> {
  const source = new DataSource({ ...connectionOptions({ url: 'sqlite:./:memory:' }), database: ':memory:' } as never);
  await source.initialize();
  try {
    await new Migrator(source, { url: 'sqlite::memory:' }, migrations).run();
    const made = (await source.query(MADE)) as Made[];
    return new Map(made.map(({ type, name, sql }) => [`${type} ${name}`, plain(sql)]));
  } finally {
    await source.destroy();
  }
}
