import { analyse } from 'chardet';
import type { Encoding } from '#imports/model';

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
export function encodingOf(bytes: Uint8Array): Encoding | null {
  const mark = MARKS.find(([start]) => start.every((byte, index) => bytes[index] === byte));
  if (mark) return mark[1];
  const sample = bytes.subarray(0, 65_536);
  const [even, odd] = zeros(sample);
  if (even + odd > 0) return odd > 4 * even ? 'utf-16le' : even > 4 * odd ? 'utf-16be' : null;
  if (isUtf8(bytes)) return 'utf-8';
  return analyse(sample).flatMap(({ name }) => NAMES[name] ?? [])[0] ?? 'windows-1252';
}

/** A text piece by piece, so that a large file is never a large string. */
export function* decoded(bytes: Uint8Array, encoding: Encoding, size = 262_144): Generator<string> {
  const decoder = new TextDecoder(encoding);
  for (let start = 0; start < bytes.length; start += size) yield decoder.decode(bytes.subarray(start, start + size), { stream: true });
  yield decoder.decode();
}

/** How many zero bytes stand at even and at odd places. */
function zeros(sample: Uint8Array): [number, number] {
  const counts: [number, number] = [0, 0];
  sample.forEach((byte, index) => {
    if (byte === 0) counts[index % 2 === 0 ? 0 : 1]++;
  });
  return counts;
}

function isUtf8(bytes: Uint8Array): boolean {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  try {
    for (let start = 0; start < bytes.length; start += 1_048_576) decoder.decode(bytes.subarray(start, start + 1_048_576), { stream: true });
    decoder.decode();
    return true;
  } catch {
    return false;
  }
}
