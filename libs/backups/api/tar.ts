import { PassThrough, pipeline, Readable } from 'node:stream';
import { BackupFault } from './faults.ts';

const BLOCK = 512;
/** What eleven octal digits hold; larger files have their length in binary, as GNU's and libarchive's tar write it. */
const OCTAL_MOST = 8 ** 11;

/** A file of an archive; its length is said before it is read. */
export interface TarEntry {
  readonly path: string;
  readonly bytes: number;
  open(): Promise<Readable>;
}

const padded = (bytes: number): number => Math.ceil(bytes / BLOCK) * BLOCK;
/** How many bytes an archive of these files has. */
export const tarLength = (entries: readonly TarEntry[]): number => entries.reduce((sum, { bytes }) => sum + BLOCK + padded(bytes), 2 * BLOCK);

/** An archive in the form of ustar, read no faster than it is taken. Fails, with BackupFault 'cut' when a file is not as long as was said, in the words of whoever gives some. */
export function tarOf(entries: readonly TarEntry[], at: Date, worded: (error: unknown) => unknown = (error) => error): Readable {
  const out = new PassThrough();
  let source: Readable | null = null;
  // Whoever goes away leaves at once, also while a place is silent.
  out.once('close', () => source?.destroy());

  async function* told(): AsyncGenerator<Buffer> {
    try {
      yield* pieces();
    } catch (error) {
      throw worded(error);
    }
  }
  async function* pieces(): AsyncGenerator<Buffer> {
    for (const { path, bytes, open } of entries) {
      yield headOf(path, bytes, at);
      source = await open();
      if (out.destroyed) return void source.destroy();
      let left = bytes;
      for await (const chunk of source as AsyncIterable<Buffer>) {
        left -= chunk.length;
        if (left < 0) throw new BackupFault('cut', { path });
        yield chunk;
      }
      if (left > 0) throw new BackupFault('cut', { path });
      yield Buffer.alloc(padded(bytes) - bytes);
    }
    yield Buffer.alloc(2 * BLOCK);
  }
  return pipeline(Readable.from(told(), { objectMode: false }), out, () => undefined);
}

function headOf(path: string, bytes: number, at: Date): Buffer {
  if (Buffer.byteLength(path) > 100) throw new Error(`'${path}' is too long for an archive`);
  const head = Buffer.alloc(BLOCK);
  const octal = (value: number, start: number, digits: number) => head.write(value.toString(8).padStart(digits, '0'), start);
  head.write(path, 0);
  octal(0o600, 100, 7);
  octal(0, 108, 7);
  octal(0, 116, 7);
  if (bytes < OCTAL_MOST) octal(bytes, 124, 11);
  else {
    head.writeUInt8(0x80, 124);
    head.writeBigUInt64BE(BigInt(bytes), 128);
  }
  octal(Math.floor(at.getTime() / 1000), 136, 11);
  head.write('        0', 148);
  head.write('ustar\u000000', 257);
  octal(head.reduce((sum, byte) => sum + byte, 0), 148, 6);
  head.writeUInt8(0, 154);
  return head;
}
