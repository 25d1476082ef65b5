// The benchmark's own way to the tables: the driver and nothing else.
import Sqlite from 'better-sqlite3';
import mysql from 'mysql2/promise';
import { startMariadb } from '../database/mariadb.mjs';

/** A database for one run, kept in `folder`: `{ url, pid, open(), stop() }`. MariaDB flushes at every commit, as it does in production. */
export async function startDatabase(kind, folder, memory) {
  if (kind === 'sqlite') {
    const file = `${folder}/rapport.db`;
    return { kind, url: `sqlite:${file}`, pid: null, open: () => openDatabase(`sqlite:${file}`), stop: async () => undefined };
  }
  const server = await startMariadb({ folder: `${folder}/mariadb`, options: ['--innodb-flush-log-at-trx-commit=1', `--innodb-buffer-pool-size=${memory}`, '--innodb-log-file-size=1G', '--local-infile=1'] });
  const url = `${server.url}rapport`;
  const admin = await mysql.createConnection(server.url.replace('mariadb:', 'mysql:'));
  await admin.query('CREATE DATABASE IF NOT EXISTS rapport CHARACTER SET utf8mb4');
  await admin.end();
  return { kind, url, pid: server.pid, open: () => openDatabase(url), stop: server.stop };
}

/** Both drivers behind the same few words: `rows`, `run`, `together`. */
/** The driver for an address of Rapport's. */
export const openDatabase = (url) => (url.startsWith('sqlite:') ? openSqlite(url.slice(7)) : openMariadb(url));

function openSqlite(file) {
  const db = new Sqlite(file);
  for (const pragma of ['journal_mode = WAL', 'synchronous = FULL', 'busy_timeout = 5000']) db.pragma(pragma);
  const ready = new Map();
  const statement = (text) => ready.get(text) ?? ready.set(text, db.prepare(text)).get(text);
  return {
    kind: 'sqlite',
    rows: async (text, params = []) => statement(text).all(...params),
    async together(work) {
      db.exec('BEGIN IMMEDIATE');
      const answer = await work(async (text, params = []) => ({ affected: statement(text).run(...params).changes }));
      db.exec('COMMIT');
      return answer;
    },
    /** Statements that are too many to prepare. */
    bulk: async (text, params) => void db.prepare(text).run(...params),
    exec: async (text) => void db.exec(text),
    close: async () => void db.close(),
  };
}

function openMariadb(url) {
  const pool = mysql.createPool({
    uri: url.replace('mariadb:', 'mysql:'), connectionLimit: 20, dateStrings: true, timezone: 'Z', supportBigNumbers: true, charset: 'utf8mb4', decimalNumbers: true, trace: false,
  }); // prettier-ignore
  return {
    kind: 'mariadb',
    rows: async (text, params = []) => (await pool.query(text, params))[0],
    async together(work) {
      const connection = await pool.getConnection();
      try {
        await connection.query('START TRANSACTION');
        const answer = await work(async (text, params = []) => ({ affected: (await connection.query(text, params))[0].affectedRows }));
        await connection.query('COMMIT');
        return answer;
      } catch (error) {
        await connection.query('ROLLBACK');
        throw error;
      } finally {
        connection.release();
      }
    },
    bulk: async (text, params) => void (await pool.query(text, params)),
    exec: async (text) => void (await pool.query(text)),
    close: () => pool.end(),
  };
}
