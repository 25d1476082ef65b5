import { createReadStream, createWriteStream } from 'node:fs';
import { open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { newId } from '#kernel/api';

const HEAD = 65_536;

/** A file on its way in: on this machine's disk, so that a large one is never in memory as a whole. */
export interface SpooledFile {
  readonly path: string;
  readonly size: number;
  /** Its first 64 KB. */
  readonly head: Uint8Array;
  /** Whether the whole of it is UTF-8. */
  readonly utf8: boolean;
  pieces(): AsyncIterable<Uint8Array>;
}

/** Puts bytes on the disk for as long as something is done with them. */
export async function spooled<T>(bytes: AsyncIterable<Uint8Array>, work: (file: SpooledFile) => Promise<T>): Promise<T> {
  const path = join(tmpdir(), `rapport-${newId()}`);
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let utf8 = true;
  const look = (piece?: Uint8Array) => {
    try {
      if (utf8) decoder.decode(piece, { stream: piece !== undefined });
    } catch {
      utf8 = false;
    }
  };
  try {
    await pipeline(bytes, async function* (pieces: AsyncIterable<Uint8Array>) {
      for await (const piece of pieces) {
        look(piece);
        yield piece;
      }
    }, createWriteStream(path, { flags: 'wx', mode: 0o600 })); // prettier-ignore
    look();
    const { head, size } = await start(path);
    return await work({ path, size, head, utf8, pieces: () => createReadStream(path, { highWaterMark: 262_144 }) });
  } finally {
    await rm(path, { force: true });
  }
}

async function start(path: string): Promise<{ head: Uint8Array; size: number }> {
  const handle = await open(path);
  try {
    const { size } = await handle.stat();
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(HEAD), 0, HEAD, 0);
    return { head: buffer.subarray(0, bytesRead), size };
  } finally {
    await handle.close();
  }
}
