import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import SqliteDatabase from 'better-sqlite3';
import { createConnection, type Connection } from 'mysql2/promise';
import { build } from 'vite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { applySwitch, scratchTag, sweepScratch, switchTables } from '#backups/api';
import { newId } from '#kernel/api';
import { startMariadb } from '../../../tools/database/mariadb.mjs';
import type { KilledSwitch } from './killed-switch.ts';

const TABLES = ['audit', 'backup', 'backup_copy', 'contact', 'customer', 'setting'];
const BACKUP = '20261125T000000Z-00000000';
const folder = mkdtempSync(join(tmpdir(), 'rapport-switch-'));
const program = join(folder, 'killed-switch.mjs');
/** Which steps: all of them in the proof of the whole, some in between, by turns, otherwise. */
const WHOLE = process.env['PROOF'] === 'whole';

beforeAll(async () => {
  const root = new URL('../../../', import.meta.url).pathname;
  await build({
    configFile: false, root, logLevel: 'silent', resolve: { conditions: ['@rapport/source', 'node', 'import'] }, ssr: { resolve: { conditions: ['@rapport/source', 'node', 'import'] } },
    oxc: { decorator: { legacy: true } },
    build: { ssr: join(root, 'apps/api/spec/killed-switch.ts'), outDir: folder, rolldownOptions: { treeshake: { moduleSideEffects: (id) => id.endsWith('killed-switch.ts') }, output: { entryFileNames: 'killed-switch.mjs' } } },
  }); // prettier-ignore
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'), 'junction');
}, 60_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Does the switch in a process of its own; how many steps it had, or null when it was killed. */
function switchApart(order: KilledSwitch): Promise<number | null> {
  const child = spawn(process.execPath, [program], { env: { ...process.env, SWITCH: JSON.stringify(order) }, stdio: ['ignore', 'pipe', 'inherit'] });
  let said = '';
  child.stdout.on('data', (chunk: Buffer) => (said += chunk.toString()));
  return new Promise((done, failed) => child.once('close', (code, signal) => (signal === 'SIGKILL' ? done(null) : code === 0 ? done(Number(said)) : failed(new Error('The switch failed')))));
}
/** Kills the switch at each step, and looks at what is there afterwards. */
async function atEachStep(trial: (order: Pick<KilledSwitch, 'kill' | 'amid'>) => Promise<number | null>): Promise<number> {
  const steps = (await trial({ kill: 0, amid: false })) as number;
  const every = WHOLE ? 1 : 3;
  for (let kill = 1; kill <= steps; kill += every) for (const amid of [false, true]) expect([kill, await trial({ kill, amid })]).toEqual([kill, null]);
  return steps;
}

describe('a switch that is killed', () => {
  it('B10: on SQLite leaves the old file or the new one, whole, and the next start ends it', async () => {
    const fill = (file: string, mark: string) => {
      const db = new SqliteDatabase(file);
      db.pragma('journal_mode = WAL');
      for (const table of TABLES) db.exec(`CREATE TABLE ${table} (id TEXT PRIMARY KEY, mark TEXT); INSERT INTO ${table} VALUES ('${mark}', '${mark}')`);
      return db;
    };
    const marks = (file: string) => {
      const db = new SqliteDatabase(file, { readonly: true, fileMustExist: true });
      const found = TABLES.map((table) => (db.prepare(`SELECT mark FROM ${table} ORDER BY 1`).all() as { mark: string }[]).map(({ mark }) => mark).join('+'));
      db.close();
      return found;
    };
    const steps = await atEachStep(async (order) => {
      const dataDir = mkdtempSync(join(folder, 'data-'));
      const [live, place] = [join(dataDir, 'rapport.db'), join(dataDir, 'restore-0a1b2c3d', 'rapport.db')];
      mkdirSync(join(dataDir, 'restore-0a1b2c3d'));
      fill(live, 'old').close();
      fill(place, 'new').close();
      const said = await switchApart({ ...order, file: { dataDir, live, place, backup: BACKUP } });
      expect(applySwitch(dataDir, live)).toBe(true);
      const there = readdirSync(dataDir).toSorted();
      // Before the plan is one, nothing was promised: the restored file is still there to be switched to.
      if (there.includes('restore-0a1b2c3d')) expect([marks(live), there]).toEqual([TABLES.map(() => 'old'), ['rapport.db', 'restore-0a1b2c3d']]);
      else {
        expect(there).toEqual(['rapport.db', `rapport.db.before-${BACKUP}`]);
        expect(marks(live)).toEqual(TABLES.map((table) => (table.startsWith('backup') ? 'new+old' : 'new')));
        expect(marks(join(dataDir, `rapport.db.before-${BACKUP}`))).toEqual(TABLES.map(() => 'old'));
      }
      return said;
    });
    expect(steps).toBeGreaterThan(9);
  }, 120_000);

  it('B10: on MariaDB leaves the old tables or the new ones, all of them, and can be gone through again', async () => {
    const server = process.env['TEST_MARIADB_URL'] as string;
    const root = await createConnection(server.replace(/^mariadb/, 'mysql'));
    const trigger = 'CREATE TRIGGER audit_no_update BEFORE UPDATE ON `audit` FOR EACH ROW SIGNAL SQLSTATE "45000"';
    const steps = await atEachStep(async (order) => {
      const [own, place] = [`t${newId().replaceAll('-', '')}`, `rapport_restore_${newId().slice(-8)}`];
      const live = { url: `${server}${own}` };
      const fresh = place.replace('rapport_restore_', `rapport_restore_${scratchTag(live)}`);
      for (const [database, mark] of [[own, 'old'], [fresh, 'new']] as const) await fill(root, database, mark, trigger); // prettier-ignore
      const said = await switchApart({ ...order, tables: { url: live.url, place: fresh, triggers: [['audit_no_update', trigger.replace('CREATE TRIGGER', 'CREATE TRIGGER IF NOT EXISTS')]] } });
      await idle(root, own);
      const switched = (await marks(root, own))[0] === 'new';
      await sweepScratch(live, null, new Set(switched ? [] : [fresh]));
      expect(await marks(root, own)).toEqual(TABLES.map((table) => (!switched ? 'old' : table.startsWith('backup') ? 'new+old' : 'new')));
      const [before = '', ...more] = await databases(root, `rapport\\_before\\_${scratchTag(live)}%`);
      expect([more, await databases(root, fresh)]).toEqual([[], switched ? [] : [fresh]]);
      if (switched) expect(await marks(root, before)).toEqual(TABLES.map(() => 'old'));
      else {
        expect(before).toBe('');
        await root.query(`DROP DATABASE \`${await switchTables(live, fresh, new Map())}\``);
        expect((await marks(root, own))[3]).toBe('new');
      }
      for (const name of [own, before].filter(Boolean)) await root.query(`DROP DATABASE \`${name}\``);
      return said;
    });
    await root.end();
    expect(steps).toBeGreaterThan(9);
  }, 240_000);

  it('B10: a MariaDB server that is killed amid the exchange has all of the old tables afterwards, or all of the new ones', async () => {
    const data = mkdtempSync(join(folder, 'server-'));
    let server = await startMariadb({ folder: data });
    const many = Array.from({ length: 60 }, (_, n) => `t${n}`);
    const found = new Set<string>();
    for (let trial = 0; trial < (WHOLE ? 24 : 2); trial++) {
      const [own, place] = [`own${trial}`, `place${trial}`];
      let root = await createConnection(server.url.replace(/^mariadb/, 'mysql'));
      for (const [database, mark] of [[own, 'old'], [place, 'new']] as const) await fill(root, database, mark, null, many); // prettier-ignore
      await root.end();
      const over = switchTables({ url: `${server.url}${own}` }, place, new Map()).then(() => 'ended', () => 'broken'); // prettier-ignore
      await sleep(WHOLE ? trial * 8 : 40 + trial * 80);
      process.kill(server.pid, 'SIGKILL');
      await over;
      server = await startMariadb({ folder: data });
      root = await createConnection(server.url.replace(/^mariadb/, 'mysql'));
      const after = new Set(await marks(root, own, many));
      await root.end();
      expect([...after]).toHaveLength(1);
      found.add([...after].join());
    }
    await server.stop();
    if (WHOLE) expect(found).toEqual(new Set(['old', 'new']));
  }, 240_000);
});

async function fill(root: Connection, database: string, mark: string, trigger: string | null, tables = TABLES): Promise<void> {
  await root.query(`CREATE DATABASE \`${database}\` CHARACTER SET utf8mb4`);
  await root.query(`USE \`${database}\``);
  for (const table of tables) {
    await root.query(`CREATE TABLE ${table} (id VARCHAR(20) PRIMARY KEY, mark VARCHAR(20)) ENGINE=InnoDB`);
    await root.query(`INSERT INTO ${table} VALUES (?, ?)`, [mark, mark]);
  }
  if (trigger) await root.query(trigger);
}
async function marks(root: Connection, database: string, tables = TABLES): Promise<string[]> {
  const found: string[] = [];
  for (const table of tables) found.push(((await root.query(`SELECT mark FROM \`${database}\`.\`${table}\` ORDER BY 1`)) as unknown as [{ mark: string }[]])[0].map(({ mark }) => mark).join('+'));
  return found;
}
async function databases(root: Connection, like: string): Promise<string[]> {
  const [rows] = (await root.query('SHOW DATABASES LIKE ?', [like])) as unknown as [Record<string, string>[]];
  return rows.flatMap((row) => Object.values(row));
}
/** Until the server has ended what it was asked for. */
async function idle(root: Connection, database: string): Promise<void> {
  for (;;) {
    const [rows] = (await root.query('SELECT 1 FROM `information_schema`.`processlist` WHERE `db` = ?', [database])) as unknown as [unknown[]];
    if (rows.length === 0) return;
  }
}
