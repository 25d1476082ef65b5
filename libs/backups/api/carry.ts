import { createHash } from 'node:crypto';
import type { Readable } from 'node:stream';
import { BackupFault } from './faults.ts';
import type { Placed, Target } from './target.ts';

const TRIES = 2;

/** Brings a file to a target and reads it back: what lies there is, byte by byte, what was handed over. Throws BackupFault 'target-lies'. */
export async function carry(target: Target, path: string, source: () => Promise<Readable>, wanted?: Placed): Promise<Placed> {
  for (let attempt = 1; ; attempt++) {
    try {
      const placed = await target.put(path, await source());
      if (wanted && !same(placed, wanted)) throw new BackupFault('interrupted', { path });
      const there = await measured(await target.get(path));
      if (!same(placed, there)) throw new BackupFault('target-lies', { target: target.name, path });
      return placed;
    } catch (error) {
      if (attempt === TRIES || (error instanceof BackupFault && error.code === 'lease-lost')) throw lied(error, target, path);
    }
  }
}
/** What cannot be read back a moment after it was written was never kept. */
const lied = (error: unknown, target: Target, path: string) => (error instanceof BackupFault && error.code === 'missing' ? new BackupFault('target-lies', { target: target.name, path }) : error);
const same = (one: Placed, other: Placed) => one.bytes === other.bytes && one.sha256 === other.sha256;

/** Bytes and hash of a stream. */
export async function measured(source: Readable): Promise<Placed> {
  const hash = createHash('sha256');
  let bytes = 0;
  for await (const chunk of source as AsyncIterable<Buffer>) {
    hash.update(chunk);
    bytes += chunk.length;
  }
  return { bytes, sha256: hash.digest('hex') };
}
