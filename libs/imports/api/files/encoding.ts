import type { Encoding } from '#imports/model';
import type { SpooledFile } from './spooled-file.ts';

const MARKS: readonly (readonly [readonly number[], Encoding])[] = [
  [[0xef, 0xbb, 0xbf], 'utf-8'], [[0xff, 0xfe], 'utf-16le'], [[0xfe, 0xff], 'utf-16be'],
]; // prettier-ignore
const NAMES: Readonly<Record<string, Encoding>> = {
  GB18030: 'gb18030', Big5: 'big5', Shift_JIS: 'shift_jis', 'UTF-16LE': 'utf-16le', 'UTF-16BE': 'utf-16be', 'windows-1252': 'windows-1252', 'ISO-8859-1': 'windows-1252',
}; // prettier-ignore

/**
 * The encoding of a text: by its byte order mark, by the zeros between ASCII letters, by being UTF-8 throughout, and else by
 * how often its byte pairs occur in each language. Null when it is no text at all.
 */
export async function encodingOf(file: SpooledFile): Promise<Encoding | null> {
  const { head } = file;
  const mark = MARKS.find(([start]) => start.every((byte, index) => head[index] === byte));
  if (mark) return mark[1];
  const [even, odd] = zeros(head);
  if (even + odd > 0) return odd > 4 * even ? 'utf-16le' : even > 4 * odd ? 'utf-16be' : null;
  if (file.utf8) return 'utf-8';
  const { analyse } = await import('chardet');
  return analyse(await telling(file)).flatMap(({ name }) => NAMES[name] ?? [])[0] ?? 'windows-1252';
}

/** A text piece by piece, so that a large file is never a large string. */
export async function* decoded(file: SpooledFile, encoding: Encoding): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding);
  for await (const piece of file.pieces()) yield decoder.decode(piece, { stream: true });
  yield decoder.decode();
}

/** The first piece that holds more than ASCII. */
async function telling(file: SpooledFile): Promise<Uint8Array> {
  for await (const piece of file.pieces()) if (piece.some((byte) => byte > 127)) return piece.subarray(Math.max(0, piece.findIndex((byte) => byte > 127) - 1000)).subarray(0, 65_536);
  return file.head;
}

/** How many zero bytes stand at even and at odd places. */
function zeros(sample: Uint8Array): [number, number] {
  const counts: [number, number] = [0, 0];
  sample.forEach((byte, index) => {
    if (byte === 0) counts[index % 2 === 0 ? 0 : 1]++;
  });
  return counts;
}
