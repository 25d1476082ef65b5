import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import SqliteDatabase from 'better-sqlite3';
import { expect, test } from './guarded.ts';

const POINTS = process.env['PROOF'] === 'whole' ? 20 : 5;
const CLI = ['dist/apps/api/src/cli.js', 'backup'];
const filesUnder = (folder: string) => (existsSync(folder) ? readdirSync(folder, { recursive: true, withFileTypes: true }).filter((one) => one.isFile()).map(({ parentPath, name }) => join(parentPath, name)) : []);

test('B2: a backup killed at any point is never good, and the next start finds nothing of it', async () => {
  test.setTimeout(30_000 + POINTS * 30_000);
  const folder = mkdtempSync(join(tmpdir(), 'rapport-killed-'));
  const disk = join(folder, 'disk');
  mkdirSync(disk);
  const env = { ...process.env, DATA_DIR: folder, LOG_LEVEL: 'silent' };
  const run = (...args: string[]) => spawnSync(process.execPath, [...CLI, ...args], { env, encoding: 'utf8', timeout: 60_000 });
  expect(run('new-key').status).toBe(0);
  const db = new SqliteDatabase(join(folder, 'rapport.db'));
  db.prepare("INSERT INTO `backup_target` (`id`, `name`, `kind`, `enabled`, `place`, `createdAt`) VALUES ('019f0000-0000-7000-8000-000000000001', 'Disk', 'folder', 1, ?, '2026-11-25 00:00:00.000')").run(JSON.stringify({ path: disk }));
  db.exec('CREATE TABLE `ballast` (`id` integer PRIMARY KEY, `bytes` blob NOT NULL)');
  for (let row = 0; row < 400; row++) db.prepare('INSERT INTO `ballast` VALUES (?, randomblob(50000))').run(row);
  const last = () => db.prepare('SELECT `name`, `state`, `phase` FROM `backup` ORDER BY `startedAt` DESC, `id` DESC LIMIT 1').get() as { name: string; state: string; phase: string } | undefined;
  const first = run('run');
  expect(first.status, first.stderr).toBe(0);
  let good = last()?.name;
  const { at } = db.prepare("SELECT (julianday(`finishedAt`) - julianday(`startedAt`)) * 86400000 AS `at` FROM `backup` WHERE `state` = 'good'").get() as { at: number };

  let killed = 0;
  for (let point = 0; point < POINTS; point++) {
    const before = last()?.name;
    const child = spawn(process.execPath, [...CLI, 'run'], { env, stdio: 'ignore' });
    const gone = new Promise<void>((done) => child.once('exit', () => done()));
    while (last()?.name === before && child.exitCode === null) await sleep(2);
    await sleep((at * (point + 0.5)) / POINTS);
    child.kill('SIGKILL');
    await gone;
    const seen = last();
    if (seen?.state === 'running') killed++;
    // Nobody holds the lease any more; the next start would wait until it is over.
    db.prepare("UPDATE `lease` SET `until` = '1970-01-01 00:00:00.000'").run();
    expect(run('prune').status).toBe(0);
    const { state } = last() ?? {};
    if (state === 'good') good = last()?.name;
    expect(['failed', 'good']).toContain(state);
    expect(filesUnder(join(folder, 'backup-work'))).toEqual([]);
    const left = filesUnder(disk);
    expect(left.filter((path) => path.endsWith('.part'))).toEqual([]);
    const held = new Set(left.map((path) => path.slice(disk.length).split('/')[2]));
    const named = (db.prepare("SELECT `name` FROM `backup` WHERE `state` = 'good' AND `removedAt` IS NULL").all() as { name: string }[]).map(({ name }) => name);
    expect([...held].toSorted()).toEqual(named.toSorted());
  }
  expect(killed).toBeGreaterThan(POINTS / 2);
  expect(existsSync(join(disk, 'backups', good ?? '', 'manifest.json'))).toBe(true);
  db.close();
  rmSync(folder, { recursive: true, force: true });
});
