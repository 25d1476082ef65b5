import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import SqliteDatabase from 'better-sqlite3';
import { createConnection } from 'mysql2/promise';
import { startMariadb } from '../../tools/database/mariadb.mjs';
import { expect, test } from './guarded.ts';

const POINTS = Number(process.env['KILLS'] ?? 3);
/** What backups and restores write down about themselves, and the sums that the program carries forward whenever it runs. */
const BOOKS = new Set(['restoration', 'lease', 'backup', 'backup_copy', 'backup_target', 'backup_slot', 'audit', 'audit_change', 'audit_seal', 'setting', 'data_key', 'deal_sum', 'deal_delta']);
type Query = (text: string) => Promise<Record<string, unknown>[]>;

for (const kind of ['sqlite', 'mariadb'] as const) {
  test(`B10: a restore killed at any point leaves the live ${kind} database as it was, and the next one clears up`, async () => {
    test.setTimeout(60_000 + POINTS * 40_000);
    const folder = mkdtempSync(join(tmpdir(), 'rapport-restore-killed-'));
    const disk = join(folder, 'disk');
    mkdirSync(disk);
    const server = kind === 'mariadb' ? await startMariadb() : null;
    const { query, url, end } = server ? await onServer(server.url) : onFile(folder);
    const env = { ...process.env, DATA_DIR: folder, DATABASE_URL: url, LOG_LEVEL: 'silent', ...(server ? { MARIADB_BIN: server.programs } : {}) };
    const run = (...args: string[]) => spawnSync(process.execPath, ['dist/apps/api/src/cli.js', ...args], { env, encoding: 'utf8', timeout: 120_000 });
    try {
      expect(run('backup', 'new-key').status).toBe(0);
      expect(run('sample-data', 'add').status).toBe(0);
      await query(`INSERT INTO \`backup_target\` (\`id\`, \`name\`, \`kind\`, \`enabled\`, \`place\`, \`createdAt\`) VALUES ('019f0000-0000-7000-8000-000000000001', 'Disk', 'folder', 1, '${JSON.stringify({ path: disk })}', '2026-11-25 00:00:00.000')`);
      const identity = join(folder, 'identity.txt');
      const made = run('backup', 'new-key', 'Second');
      writeFileSync(identity, made.stdout);
      expect(run('backup', 'run').status).toBe(0);
      const before = await hashesOf(query, kind);
      const started = Date.now();
      const first = run('restore', 'to', '', '--identity', identity);
      expect(first.status, first.stderr).toBe(0);
      const took = Date.now() - started;
      for (let point = 0; point < POINTS; point++) {
        const child = spawn(process.execPath, ['dist/apps/api/src/cli.js', 'restore', 'to', '', '--identity', identity], { env, stdio: 'ignore' });
        const gone = new Promise<void>((done) => child.once('exit', () => done()));
        await sleep((took * (point + 1)) / (POINTS + 1));
        child.kill('SIGKILL');
        await gone;
        expect(await hashesOf(query, kind)).toEqual(before);
        await query("UPDATE `lease` SET `until` = '1970-01-01 00:00:00.000'");
      }
      const again = run('restore', 'to', '', '--identity', identity);
      expect(again.status, again.stderr).toBe(0);
      const kept = (await query("SELECT `place` FROM `restoration` WHERE `state` = 'good'")).map(({ place }) => String(place));
      const left = server ? (await query("SHOW DATABASES LIKE 'rapport\\_%'")).flatMap((row) => Object.values(row)) : readdirSync(folder).filter((name) => name.startsWith('restore-')).map((name) => join(folder, name, 'rapport.db'));
      expect(left.toSorted()).toEqual(kept.toSorted());
      expect(await hashesOf(query, kind)).toEqual(before);
    } finally {
      await end();
      await server?.stop();
      rmSync(folder, { recursive: true, force: true });
    }
  });
}

function onFile(folder: string): { query: Query; url: string; end: () => Promise<void> } {
  const file = join(folder, 'rapport.db');
  const db = new SqliteDatabase(file);
  const query: Query = async (text) => {
    const statement = db.prepare(text);
    if (statement.reader) return statement.all() as Record<string, unknown>[];
    statement.run();
    return [];
  };
  return { query, url: `sqlite:${file}`, end: async () => void db.close() };
}
async function onServer(address: string): Promise<{ query: Query; url: string; end: () => Promise<void> }> {
  const connection = await createConnection(address.replace(/^mariadb/, 'mysql'));
  await connection.query('CREATE DATABASE live CHARACTER SET utf8mb4');
  await connection.changeUser({ database: 'live' });
  const query: Query = async (text) => ((await connection.query(text)) as unknown as [Record<string, unknown>[]])[0];
  return { query, url: `${address}live`, end: () => connection.end() };
}

/** A hash over the rows of each table people work with. */
async function hashesOf(query: Query, kind: 'sqlite' | 'mariadb'): Promise<Record<string, string>> {
  const list = kind === 'sqlite' ? "SELECT `name` FROM `sqlite_schema` WHERE `type` = 'table' AND `name` NOT LIKE '%search%' ORDER BY `name`" : "SELECT table_name AS `name` FROM information_schema.tables WHERE table_schema = 'live' ORDER BY 1";
  const hashes: Record<string, string> = {};
  for (const name of (await query(list)).map((row) => String(row['name'])).filter((one) => !BOOKS.has(one))) {
    const rows = (await query(`SELECT * FROM \`${name}\``)).map((row) => JSON.stringify(row)).toSorted();
    hashes[name] = createHash('sha256').update(rows.join('\n')).digest('hex');
  }
  return hashes;
}
