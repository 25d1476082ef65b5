import { closeSync, existsSync, fsyncSync, openSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import SqliteDatabase from 'better-sqlite3';
import { setLaterAside } from '#audit/api';
import { removeFile } from './sqlite-file.ts';

/** What is to be exchanged at the next start. */
export interface SwitchPlan {
  readonly backup: string;
  readonly place: string;
}
const planFile = (dataDir: string) => join(dataDir, 'switching.json');
const partFile = (dataDir: string) => `${planFile(dataDir)}.part`;
/** What the catalogue of backups is made of: it goes on, whatever is restored. */
const CATALOGUE = ['backup', 'backup_copy'];

export function planSwitch(dataDir: string, plan: SwitchPlan): void {
  const part = partFile(dataDir);
  writeFileSync(part, JSON.stringify(plan), { mode: 0o600, flush: true });
  renameSync(part, planFile(dataDir));
}
export const switchPlanned = (dataDir: string): boolean => existsSync(planFile(dataDir));

/**
 * Exchanges the files, before anything opens them: the old one stays beside the new one. May be killed anywhere and is gone through again.
 * False while somebody has the old one open.
 */
export function applySwitch(dataDir: string, live: string): boolean {
  if (!switchPlanned(dataDir)) {
    // Whoever wrote a plan was killed before it was one.
    rmSync(partFile(dataDir), { force: true });
    return true;
  }
  const { backup, place } = JSON.parse(readFileSync(planFile(dataDir), 'utf8')) as SwitchPlan;
  if (existsSync(place)) {
    if (existsSync(live)) {
      if (!folded(live)) return false;
      carryCatalogue(live, place);
      renameSync(live, `${live}.before-${backup}`);
    }
    removeFile(live);
    folded(place);
    renameSync(place, live);
    synced(dirname(live));
  }
  setLaterAside(dataDir, endOf(live), backup);
  rmSync(dirname(place), { recursive: true, force: true });
  rmSync(planFile(dataDir));
  return true;
}

/** Takes the log of a file into the file itself; false when somebody else has it open. */
function folded(file: string): boolean {
  const db = new SqliteDatabase(file, { timeout: 200 });
  try {
    return db.pragma('journal_mode = DELETE', { simple: true }) === 'delete';
  } catch {
    return false;
  } finally {
    db.close();
  }
}
/** The number of the last row of the audit that is sealed; of a file that keeps no audit the highest there is, so that nothing is set aside. */
function endOf(file: string): number {
  const db = new SqliteDatabase(file, { readonly: true });
  try {
    if (!db.prepare("SELECT 1 FROM sqlite_master WHERE name = 'audit_seal'").get()) return Number.MAX_SAFE_INTEGER;
    return (db.prepare('SELECT COALESCE(MAX(`seq`), 0) AS `seq` FROM `audit_seal`').get() as { seq: number }).seq;
  } finally {
    db.close();
  }
}
function carryCatalogue(live: string, place: string): void {
  const db = new SqliteDatabase(place);
  try {
    db.prepare('ATTACH ? AS `old`').run(live);
    for (const table of CATALOGUE) {
      const names = (schema: string) => (db.prepare(`SELECT name FROM pragma_table_info(?, ?)`).all(table, schema) as { name: string }[]).map(({ name }) => name);
      const there = new Set(names('old'));
      const columns = names('main').filter((name) => there.has(name)).map((name) => `\`${name}\``).join(', '); // prettier-ignore
      if (columns) db.exec(`INSERT OR IGNORE INTO main.\`${table}\` (${columns}) SELECT ${columns} FROM old.\`${table}\``);
    }
  } finally {
    db.close();
  }
}
function synced(folder: string): void {
  const handle = openSync(folder, 'r');
  fsyncSync(handle);
  closeSync(handle);
}
