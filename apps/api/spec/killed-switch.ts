import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import SqliteDatabase from 'better-sqlite3';
import mysql from 'mysql2/promise';
import { applySwitch, planSwitch } from '../../../libs/backups/api/restore/switch-file.ts';
import { switchTables } from '../../../libs/backups/api/restore/switch-tables.ts';

/** A switch, and the step at which whoever does it is killed: before it, or once it was asked for. */
export interface KilledSwitch {
  readonly kill: number;
  readonly amid: boolean;
  readonly file?: { readonly dataDir: string; readonly live: string; readonly place: string; readonly backup: string };
  readonly tables?: { readonly url: string; readonly place: string; readonly triggers: readonly (readonly [string, string])[] };
}
const { kill, amid, file, tables } = JSON.parse(process.env['SWITCH'] ?? '{}') as KilledSwitch;
let step = 0;

/** Counts the calls of a function as steps. */
function counted<T extends object>(owner: T, name: keyof T & string): void {
  const real = owner[name] as (...args: unknown[]) => unknown;
  owner[name] = function (this: unknown, ...args: unknown[]) {
    const mine = ++step === kill;
    if (mine && !amid) process.kill(process.pid, 'SIGKILL');
    const answer = real.apply(this, args);
    if (mine) process.kill(process.pid, 'SIGKILL');
    return answer;
  } as T[typeof name];
}

for (const name of ['writeFileSync', 'renameSync', 'rmSync'] as const) counted(fs, name);
syncBuiltinESMExports();
for (const name of ['pragma', 'exec', 'close'] as const) counted(SqliteDatabase.prototype, name);
counted((mysql as unknown as { PromiseConnection: { prototype: { query: unknown } } }).PromiseConnection.prototype, 'query');

if (file) {
  planSwitch(file.dataDir, { backup: file.backup, place: file.place });
  applySwitch(file.dataDir, file.live);
}
if (tables) await switchTables({ url: tables.url }, tables.place, new Map(tables.triggers));
process.stdout.write(String(step));
