import { uniqueName } from './names.ts';

/** A value that may exist once exists already. */
export class DuplicateKey extends Error {
  constructor(readonly constraint: string) {
    super(`duplicate key ${constraint}`);
  }
}

interface DriverError {
  readonly errno?: number;
  readonly code?: string;
  readonly message?: string;
  readonly fatal?: boolean;
}
const driverError = (error: unknown): DriverError => (error as { driverError?: DriverError }).driverError ?? (error as DriverError);

/** The same error in the kernel's words, where it has one. */
export function translated(error: unknown): unknown {
  const { errno, code, message = '' } = driverError(error);
  if (errno === 1062) return new DuplicateKey(/for key '(?:[^'.]*\.)?([^']+)'/.exec(message)?.[1] ?? '');
  if (code === 'SQLITE_CONSTRAINT_UNIQUE' || code === 'SQLITE_CONSTRAINT_PRIMARYKEY') {
    const columns = [...message.matchAll(/(\w+)\.(\w+)/g)];
    const table = columns[0]?.[1] ?? '';
    return new DuplicateKey(uniqueName(table, columns.map((match) => match[2] ?? '')));
  }
  return error;
}

/** Whether a unit of work may succeed when it is simply done again. */
export function isTransient(error: unknown): boolean {
  const { errno, code } = driverError(error);
  // Deadlock, lock timeout, row changed since read, and a Galera node that is not ready.
  return [1213, 1205, 1020, 1047].includes(errno ?? 0) || code === 'SQLITE_BUSY' || code === 'SQLITE_BUSY_SNAPSHOT';
}

const LOST = ['PROTOCOL_CONNECTION_LOST', 'ECONNRESET', 'ECONNREFUSED', 'EPIPE', 'ETIMEDOUT', 'EHOSTUNREACH'];
/** Whether the connection went away: what was not committed by then never happened. */
export function isLost(error: unknown): boolean {
  const { errno, code, fatal } = driverError(error);
  // What is asked of a connection that went away meanwhile; the driver has no code for it.
  if (fatal === true && code === undefined && errno === undefined) return true;
  // Server shutting down, connection killed, gone away, lost during query, ended for idleness.
  return LOST.includes(code ?? '') || [1053, 1927, 2006, 2013, 4031].includes(errno ?? 0);
}

/** Whether a commit that failed so may have been made all the same: the connection went, or a node of a cluster went from the others just then. */
export const leavesUnknown = (error: unknown): boolean => isLost(error) || driverError(error).errno === 1180;

/** Nobody can tell whether the unit was committed: the connection went away just then. Never done again by itself. */
export class CommitUnknown extends Error {}
/** Every connection is in use, for longer than anybody should wait. */
export class NoConnection extends Error {}

/** Too many connections, to the server or of this account; a server that only reads, such as a primary that has just become a replica. */
const CLOSED = [1040, 1203, 1226, 1290, 1792, 1836];
/** Whether all that is wrong is that the database cannot answer now. */
export function isUnavailable(error: unknown): boolean {
  if (error instanceof NoConnection || error instanceof CommitUnknown) return true;
  if (typeof error !== 'object' || error === null) return false;
  const { errno, code } = driverError(error);
  return isTransient(error) || isLost(error) || CLOSED.includes(errno ?? 0) || code === 'SQLITE_READONLY';
}

/** Whether a disk is full: the database's, or the one files are kept on. */
export function hasNoRoom(error: unknown): boolean {
  if (typeof error !== 'object' || error === null) return false;
  const { errno, code, message = '' } = driverError(error);
  // The disk, a table or a transaction's log is full; the storage engine hands on what the system said.
  return [1021, 1114, 1026].includes(errno ?? 0) || (errno === 1030 && /error 28\b/.test(message)) || ['SQLITE_FULL', 'ENOSPC', 'EDQUOT'].includes(code ?? '');
}

/** Whether the database ended a statement because it took longer than one may. */
export const tookTooLong = (error: unknown): boolean => typeof error === 'object' && error !== null && [1969, 3024].includes(driverError(error).errno ?? 0);

/** An error as a log may tell it: drivers and parsers quote values in their messages, so of theirs only codes, the statement's words and the place. */
export function loggable(error: unknown): string {
  if (!(error instanceof Error)) return typeof error === 'string' ? error : 'something that is no error was thrown';
  const { errno, code } = driverError(error);
  const { query } = error as { query?: unknown };
  const ofDriver = query !== undefined || 'driverError' in error || errno !== undefined || /^(SQLITE|ER)_/.test(code ?? '');
  if (!ofDriver && !(error instanceof SyntaxError)) return error.stack ?? `${error.name}: ${error.message}`;
  const statement = typeof query === 'string' ? ` in ${query.replace(/'(?:[^'\\]|''|\\.)*'/g, "'…'").slice(0, 300)}` : '';
  const frames = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line)).join('\n');
  return `${error.name} ${[code, errno].filter(Boolean).join(' ')}${statement}\n${frames}`;
}
