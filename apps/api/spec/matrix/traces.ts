import { createHash } from 'node:crypto';
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { House } from '#house';
import { Database } from '#kernel/api';

/** Tables that change without a request, or with any: what counts tries, who works, sums that are added up by and by, the log of refusals. */
const LOGS = /^(throttle|lease|deal_sum|deal_delta|audit.*|sqlite_.*|rate.*|session|refresh_token|alert.*)$/;

/** What the audit does by the clock. */
const CLOCKWORK = /"(name|kind)":"audit/;

/** Every table and file of the installation, each by a hash of all it holds. */
export async function tracesOf(house: House): Promise<Record<string, string>> {
  const db = house.get(Database);
  const list = house.kind === 'sqlite' ? "SELECT `name` FROM `sqlite_master` WHERE `type` = 'table'" : 'SELECT `table_name` AS `name` FROM `information_schema`.`tables` WHERE `table_schema` = DATABASE()';
  const traces: Record<string, string> = {};
  for (const { name } of await db.read<{ name: string }>(list)) {
    if (LOGS.test(name)) continue;
    const rows = (await db.read(`SELECT * FROM \`${name}\``)).map((row) => JSON.stringify(row)).filter((row) => !CLOCKWORK.test(row)).sort();
    traces[name] = createHash('sha256').update(rows.join('\n')).digest('hex');
  }
  const files = readdirSync(house.folder, { recursive: true, encoding: 'utf8' }).filter((file) => !/\.db(-\w+)?$|\.log$|^audit-checkpoint/.test(file)).sort();
  return { ...traces, files: files.map((file) => `${file} ${statSync(join(house.folder, file)).size}`).join('\n') };
}

/** The tables that differ. */
export const changedBetween = (before: Record<string, string>, after: Record<string, string>): string[] =>
  [...new Set([...Object.keys(before), ...Object.keys(after)])].filter((name) => before[name] !== after[name]);
