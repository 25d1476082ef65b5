import { copyFileSync, existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createConnection, type Connection, type RowDataPacket } from 'mysql2/promise';
import { DataSource } from 'typeorm';
import { connectionOptions, Migrator, migrationsOf, setUpConnections } from '#kernel/api';
import { SLICES } from '../src/slices.ts';

const TEMPLATE = 'template';
const folder = () => process.env['TEST_TEMPLATES'] ?? '';

async function migrate(kind: 'sqlite' | 'mariadb', url: string): Promise<void> {
  const source = await new DataSource(connectionOptions({ url })).initialize();
  setUpConnections(source, kind);
  await new Migrator(source, { url }, migrationsOf(SLICES)).run();
  await source.destroy();
}

async function connected<T>(server: string, work: (connection: Connection) => Promise<T>): Promise<T> {
  const connection = await createConnection({ uri: server.replace(/^mariadb/, 'mysql'), multipleStatements: true });
  try {
    return await work(connection);
  } finally {
    await connection.end();
  }
}
/** What no two processes of a run do at the same time. */
const alone = <T>(server: string, work: (connection: Connection) => Promise<T>): Promise<T> =>
  connected(server, async (connection) => {
    await connection.query("SELECT GET_LOCK('template', 120)");
    return work(connection);
  });

const values = async (connection: Connection, text: string, params: unknown[] = []) => ((await connection.query(text, params))[0] as RowDataPacket[]).map((row) => Object.values(row) as string[]);

/** The statements that make what is in the template. */
async function copying(connection: Connection): Promise<string[]> {
  const tables = (await values(connection, 'SELECT table_name FROM information_schema.tables WHERE table_schema = ?', [TEMPLATE])).flat();
  const some = tables.map((table) => `SELECT '${table}' FROM DUAL WHERE EXISTS (SELECT 1 FROM \`${TEMPLATE}\`.\`${table}\`)`);
  const full = (await values(connection, some.join(' UNION ALL '))).flat();
  const triggers = await values(connection, 'SELECT trigger_name, action_timing, event_manipulation, event_object_table, action_statement FROM information_schema.triggers WHERE trigger_schema = ?', [TEMPLATE]);
  return [
    ...tables.map((table) => `CREATE TABLE \`${table}\` LIKE \`${TEMPLATE}\`.\`${table}\``),
    ...full.map((table) => `INSERT INTO \`${table}\` SELECT * FROM \`${TEMPLATE}\`.\`${table}\``),
    ...triggers.map(([name, timing, event, table, statement]) => `CREATE TRIGGER \`${name}\` ${timing} ${event} ON \`${table}\` FOR EACH ROW ${statement}`),
  ];
}

/** A SQLite file with every table, migrated once in a run and copied ever after. */
export async function copySqlite(server: string, file: string): Promise<void> {
  const template = join(folder(), 'template.db');
  if (!existsSync(template)) {
    await alone(server, async () => {
      if (existsSync(template)) return;
      await migrate('sqlite', `sqlite:${template}.new`);
      renameSync(`${template}.new`, template);
    });
  }
  copyFileSync(template, file);
}

/** A MariaDB schema with every table, migrated once in a run and copied ever after. */
export function copyMariadb(server: string, schema: string): Promise<string> {
  const script = join(folder(), `template-${new URL(server).port}.sql`);
  return alone(server, async (connection) => {
    if (!existsSync(script)) {
      await connection.query(`CREATE DATABASE IF NOT EXISTS ${TEMPLATE} CHARACTER SET utf8mb4`);
      await migrate('mariadb', `${server}${TEMPLATE}`);
      writeFileSync(script, (await copying(connection)).join(';\n'));
    }
    const make = ['SET SESSION innodb_ft_enable_stopword = OFF', `CREATE DATABASE ${schema} CHARACTER SET utf8mb4`, `USE ${schema}`, readFileSync(script, 'utf8')];
    await connection.query(make.join(';\n'));
    return `${server}${schema}`;
  });
}

export const dropMariadb = (server: string, schema: string): Promise<unknown> => connected(server, (connection) => connection.query(`DROP DATABASE ${schema}`));
