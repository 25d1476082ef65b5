import { createHash } from 'node:crypto';
import type { Readable } from 'node:stream';
import type { SftpWire } from 'ssh2-sftp-client';
import type { Placed } from './target.ts';

/** One packet, and how many of them are on their way at a time: a far server is not waited for after each. */
const PACKET = 32_000;
const AHEAD = 32;

const opened = (wire: SftpWire, path: string, flags: string) => new Promise<Buffer>((done, fail) => wire.open(path, flags, 0o600, (error, handle) => (error ? fail(error) : done(handle))));
const over = (ask: (then: (error?: Error) => void) => void) => new Promise<void>((done, fail) => ask((error) => (error ? fail(error) : done())));

/** Writes a stream to a file of a server and has it flushed, where the server knows how. */
export async function writeAhead(wire: SftpWire, path: string, source: Readable): Promise<Placed> {
  const hash = createHash('sha256');
  const handle = await opened(wire, path, 'w');
  const under = new Set<Promise<void>>();
  let [bytes, fault]: [number, unknown] = [0, null];
  try {
    for await (const chunk of source as AsyncIterable<Buffer>) {
      hash.update(chunk);
      for (let at = 0; at < chunk.length; at += PACKET) {
        const [length, position] = [Math.min(PACKET, chunk.length - at), bytes + at];
        const one = over((then) => wire.write(handle, chunk, at, length, position, then))
          .catch((error: unknown) => void (fault = error))
          .finally(() => under.delete(one));
        under.add(one);
        if (under.size >= AHEAD) await Promise.race(under);
        if (fault) throw fault;
      }
      bytes += chunk.length;
    }
    await Promise.all(under);
    if (fault) throw fault;
    await flushed(wire, handle);
    return { bytes, sha256: hash.digest('hex') };
  } finally {
    await over((then) => wire.close(handle, then)).catch(() => undefined);
  }
}

/** Reads a file of a server from its beginning to its end. */
export async function* readAhead(wire: SftpWire, path: string, size: number): AsyncGenerator<Buffer> {
  const handle = await opened(wire, path, 'r');
  const under: Promise<Buffer | Error>[] = [];
  let asked = 0;
  try {
    do {
      for (; asked < size && under.length < AHEAD; asked += PACKET) {
        const [position, length] = [asked, Math.min(PACKET, size - asked)];
        under.push(whole(wire, handle, position, length).catch((error: Error) => error));
      }
      const next = await under.shift();
      if (next instanceof Error) throw next;
      if (next && next.length > 0) yield next;
    } while (under.length > 0 || asked < size);
  } finally {
    await over((then) => wire.close(handle, then)).catch(() => undefined);
  }
}
/** A server may answer with less than it was asked for; an end that comes too early gives less, and hashes tell. */
async function whole(wire: SftpWire, handle: Buffer, position: number, length: number): Promise<Buffer> {
  const into = Buffer.alloc(length);
  for (let read = 0; read < length; ) {
    const bytes = await new Promise<number>((done, fail) => wire.read(handle, into, read, length - read, position + read, (error, count) => (error ? (/EOF|end of file/i.test(error.message) ? done(0) : fail(error)) : done(count))));
    if (bytes === 0) return into.subarray(0, read);
    read += bytes;
  }
  return into;
}

function flushed(wire: SftpWire, handle: Buffer): Promise<void> {
  return new Promise((done) => {
    try {
      wire.ext_openssh_fsync(handle, () => done());
    } catch {
      done();
    }
  });
}
