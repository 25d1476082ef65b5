import { createRequire } from 'node:module';
import { readFile } from 'node:fs/promises';
import { inflateSync } from 'node:zlib';

const { resolve } = createRequire(import.meta.url);
const fileOf = (weight: number) => resolve(`@fontsource/noto-sans-sc/files/noto-sans-sc-chinese-simplified-${weight}-normal.woff`);

/** The faces of Noto Sans SC, which hold Latin letters and simplified Chinese. */
export async function readFonts(): Promise<Map<string, Buffer>> {
  const [normal, bold] = await Promise.all([400, 700].map((weight) => readFile(fileOf(weight))));
  return new Map([['normal', unwrapped(normal as Buffer)], ['bold', unwrapped(bold as Buffer)]]);
}

/** A WOFF file as the font that is packed in it: read from the packed one, every single glyph would unpack its table again. */
export function unwrapped(woff: Buffer): Buffer {
  const count = woff.readUInt16BE(12);
  const head = Buffer.alloc(12 + 16 * count);
  const power = Math.floor(Math.log2(count));
  woff.copy(head, 0, 4, 8);
  for (const [at, value] of [[4, count], [6, 2 ** power * 16], [8, power], [10, (count - 2 ** power) * 16]] as const) head.writeUInt16BE(value, at);
  const tables: Buffer[] = [];
  let offset = head.length;
  for (let index = 0; index < count; index++) {
    const entry = 44 + 20 * index;
    const [start, packed, size] = [4, 8, 12].map((at) => woff.readUInt32BE(entry + at)) as [number, number, number];
    const bytes = woff.subarray(start, start + packed);
    const record = 12 + 16 * index;
    woff.copy(head, record, entry, entry + 4);
    woff.copy(head, record + 4, entry + 16, entry + 20);
    head.writeUInt32BE(offset, record + 8);
    head.writeUInt32BE(size, record + 12);
    const padding = (4 - (size % 4)) % 4;
    tables.push(packed < size ? inflateSync(bytes) : bytes, Buffer.alloc(padding));
    offset += size + padding;
  }
  return Buffer.concat([head, ...tables]);
}
