import { DataSource } from 'typeorm';
import { connectionOptions, kindOf, type DatabaseSettings } from './connection.ts';
import { entitySchema, type TableShape } from './table-shape.ts';

/** What TypeORM would change to make the database equal to these tables; empty when it is. */
export async function driftOf(settings: DatabaseSettings, tables: readonly TableShape[]): Promise<string[]> {
  const kind = kindOf(settings);
  const source = new DataSource(connectionOptions(settings, tables.map((table) => entitySchema(table, kind))));
  await source.initialize();
  try {
    const log = await source.driver.createSchemaBuilder().log();
    return log.upQueries.map(({ query }) => query);
  } finally {
    await source.destroy();
  }
}
