import { spawn } from 'node:child_process';
import { accessSync, constants, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import tls from 'node:tls';
import { newId, protectionOf, type DatabaseSettings } from '#kernel/api';
import type { TableSum } from '#backups/model';
import { ended } from './child-end.ts';
import { BackupFault } from './faults.ts';
import { DumpSums } from './table-sums.ts';

const NAMES = { dump: ['mariadb-dump', 'mysqldump'], client: ['mariadb', 'mysql'], log: ['mariadb-binlog', 'mysqlbinlog'] } as const;
export type DatabaseProgram = keyof typeof NAMES;

/** Where one of the database's programs is: in the folder MARIADB_BIN names, or on the PATH. Throws BackupFault 'no-program'. */
export function findProgram(program: DatabaseProgram, environment: NodeJS.ProcessEnv = process.env): string {
  const folders = [environment['MARIADB_BIN'], ...(environment['PATH'] ?? '').split(delimiter)].filter((folder) => folder !== undefined && folder !== '');
  const found = folders.flatMap((folder) => NAMES[program].map((name) => join(folder as string, process.platform === 'win32' ? `${name}.exe` : name))).find(runs);
  if (!found) throw new BackupFault('no-program', { program: NAMES[program].join(' / ') });
  return found;
}
function runs(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** What a program needs to reach a database, in a file for this account alone; never on a command line. */
export interface AccessFile {
  readonly file: string;
  /** The database of the address. */
  readonly database: string;
  remove(): void;
}
/** Writes the access to a database into a fresh file of a folder. */
export function accessFile(settings: DatabaseSettings, folder: string): AccessFile {
  const { hostname, port, username, password, pathname } = new URL(settings.url);
  const own = join(folder, `access-${newId()}`);
  mkdirSync(own, { recursive: true, mode: 0o700 });
  const lines = ['[client]', `user=${quoted(decodeURIComponent(username))}`, `password=${quoted(decodeURIComponent(password))}`];
  if (settings.socket) lines.push(`socket=${quoted(settings.socket)}`, 'protocol=socket');
  else lines.push(`host=${quoted(hostname.replace(/^\[|\]$/g, ''))}`, `port=${port || '3306'}`, 'protocol=tcp');
  if (protectionOf(settings).ssl) {
    writeFileSync(join(own, 'authorities.pem'), tls.getCACertificates('default').join('\n'), { mode: 0o600 });
    lines.push(`ssl-ca=${quoted(join(own, 'authorities.pem'))}`, 'ssl-verify-server-cert');
  }
  const file = join(own, 'access.cnf');
  writeFileSync(file, `${lines.join('\n')}\n`, { mode: 0o600, flag: 'wx' });
  return { file, database: decodeURIComponent(pathname.slice(1)), remove: () => rmSync(own, { recursive: true, force: true }) };
}
const quoted = (text: string): string => `"${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;

/** One consistent moment of everything in a database: routines, triggers and events too, bytes in hexadecimal digits. */
export const dumpArguments = ({ file, database }: AccessFile, more: readonly string[] = []): string[] => [
  `--defaults-file=${file}`, '--single-transaction', '--quick', '--routines', '--triggers', '--events', '--hex-blob', '--no-tablespaces', '--default-character-set=utf8mb4', ...more, database,
]; // prettier-ignore

/** Sums over a database as it is now, by dumping it: comparable with those of a manifest. */
export async function serverSums(settings: DatabaseSettings, folder: string): Promise<TableSum[]> {
  const access = accessFile(settings, folder);
  const sums = new DumpSums();
  try {
    const child = spawn(findProgram('dump'), dumpArguments(access), { stdio: ['ignore', 'pipe', 'pipe'] });
    child.stdout.on('data', (chunk: Buffer) => sums.push(chunk));
    await ended(child);
  } finally {
    access.remove();
  }
  const tables = sums.end();
  if (!sums.trailer) throw new BackupFault('no-trailer');
  return tables;
}
