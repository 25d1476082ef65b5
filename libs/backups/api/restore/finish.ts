import { createWriteStream, existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import SqliteDatabase from 'better-sqlite3';
import { newId, sqliteFile, toStoredMoment } from '#kernel/api';
import type { Archive } from '../archive.ts';
import { connectedTo } from './dump-loader.ts';
import type { Scratch } from './scratch-database.ts';

const NAME = /^[0-9a-f]{64}$/;
type Run = (text: string, values: readonly (string | number | null)[]) => Promise<void>;

/**
 * Makes ready what stays: stored files that are missing here are put back, and the catalogue in the restored database, in which the
 * backup was just being made, knows that it is a good one.
 */
export async function finish(archive: Archive, scratch: Scratch, identity: string, dataDir: string, targetId: string | null): Promise<void> {
  await bringFiles(archive, identity, dataDir);
  const { name, database, finishedAt, tables, files } = archive.manifest;
  const at = toStoredMoment(finishedAt);
  const rows = tables.reduce((sum, one) => sum + one.rows, 0);
  await onDatabase(scratch, async (run) => {
    await run("UPDATE `backup` SET `state` = 'good', `phase` = 'done', `finishedAt` = ?, `verifiedAt` = ?, `bytes` = ?, `plainBytes` = ?, `rowCount` = ?, `files` = ? WHERE `name` = ? AND `state` = 'running'", [at, at, database.bytes, database.plainBytes, rows, files.length, name]);
    if (targetId) await run("INSERT INTO `backup_copy` (`backupId`, `targetId`, `state`, `changedAt`) SELECT b.`id`, t.`id`, 'held', ? FROM `backup` b, `backup_target` t WHERE b.`name` = ? AND t.`id` = ? AND NOT EXISTS (SELECT 1 FROM `backup_copy` c WHERE c.`backupId` = b.`id` AND c.`targetId` = t.`id`)", [at, name, targetId]);
    await run("UPDATE `restoration` SET `state` = 'failed', `fault` = '{\"code\":\"interrupted\",\"facts\":{}}', `finishedAt` = ? WHERE `state` = 'running'", [at]);
    await run("UPDATE `lease` SET `until` = '1970-01-01 00:00:00.000'", []);
    await run("INSERT INTO `restoration` (`id`, `kind`, `backup`, `targetId`, `state`, `cause`, `startedAt`, `finishedAt`, `checks`) VALUES (?, 'restore', ?, ?, 'switched', 'command', ?, ?, '[]')", [newId(), name, targetId, at, toStoredMoment(new Date().toISOString())]);
  });
}

async function onDatabase({ settings, place }: Scratch, work: (run: Run) => Promise<void>): Promise<void> {
  if (settings.url.startsWith('sqlite:')) {
    const db = new SqliteDatabase(sqliteFile(place.startsWith('sqlite:') ? place : settings.url));
    try {
      await work((text, values) => Promise.resolve(void db.prepare(text).run(...values)));
      // A file that is renamed leaves its log behind.
      db.pragma('wal_checkpoint(TRUNCATE)');
    } finally {
      db.close();
    }
    return;
  }
  const connection = await connectedTo(settings);
  try {
    await work(async (text, values) => void (await connection.query(text, [...values])));
  } finally {
    await connection.end();
  }
}

/** No entry of a backup is a path: a file lies under its own hash, or not at all. */
async function bringFiles(archive: Archive, identity: string, dataDir: string): Promise<void> {
  for (const file of archive.manifest.files) {
    const path = join(dataDir, 'files', file.name.slice(0, 2), file.name);
    if (!NAME.test(file.name) || existsSync(path)) continue;
    mkdirSync(join(dataDir, 'files', file.name.slice(0, 2)), { recursive: true, mode: 0o700 });
    const part = `${path}.${newId()}`;
    try {
      await pipeline(await archive.file(file, identity), createWriteStream(part, { flags: 'wx', mode: 0o600, flush: true }));
      renameSync(part, path);
    } finally {
      rmSync(part, { force: true });
    }
  }
}
