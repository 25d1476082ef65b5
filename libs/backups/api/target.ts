import type { Readable } from 'node:stream';

export interface Placed {
  readonly bytes: number;
  /** Of the bytes that were handed over. */
  readonly sha256: string;
}
export interface Listed {
  readonly path: string;
  readonly bytes: number;
}
/** A place backups are kept at. Nothing is there under its name before all of it is. */
export interface Target {
  readonly id: string;
  readonly name: string;
  put(path: string, source: Readable): Promise<Placed>;
  /** Throws BackupFault 'missing'. */
  get(path: string): Promise<Readable>;
  /** Everything under a prefix, unfinished parts too. */
  list(prefix: string): AsyncIterable<Listed>;
  /** Nothing happens when it is not there. */
  remove(path: string): Promise<void>;
  /** Writes, reads back and removes a few bytes. Throws when the place cannot be used. */
  probe(): Promise<{ freeBytes: number | null }>;
  close?(): Promise<void>;
}
export const PART = '.part';

const SEGMENT = /^[\w][\w.:-]*$/;
/** A path under the root of a target. Throws for one that would lead anywhere else. */
export function safePath(path: string): string {
  const parts = path.split('/');
  if (parts.length > 6 || !parts.every((part) => SEGMENT.test(part) && !part.includes('..'))) throw new Error(`'${path}' is no path of a backup`);
  return path;
}
