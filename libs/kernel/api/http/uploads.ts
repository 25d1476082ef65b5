import type { FastifyRequest } from 'fastify';
import { Invalid, Problem } from './problems.ts';

export interface Upload {
  readonly name: string;
  /** The bytes as they come. Throws 413 when there are more than may be. */
  readonly content: AsyncIterable<Uint8Array>;
}

const HEAD = 1024;
/** What files look like at their start (in Latin-1), by the ending of their name; no other ending is taken. */
export type Looks = Readonly<Record<string, (start: string) => boolean>>;
const TABLES: Looks = {
  csv: isText, tsv: isText, txt: isText, vcf: (start) => /^BEGIN:VCARD/i.test(start.replace(/[\0\s\u00ef\u00bb\u00bf\u00fe\u00ff]/g, '')), xlsx: (start) => start.startsWith('PK\x03\x04'),
}; // prettier-ignore
/** What other programs would take for something of theirs: archives, programs, pictures, documents, markup. */
const OTHERS = ['PK', '%PDF', '\x89PNG', 'GIF8', '\xff\xd8\xff', 'BM6', 'RIFF', 'MZ', '\x7fELF', '\xca\xfe\xba\xbe', '\xcf\xfa\xed\xfe', '\x1f\x8b', 'BZh', '7z\xbc\xaf', 'Rar!', '\xd0\xcf\x11\xe0', '#!', 'ID3', 'OggS', '\x00\x00\x01\x00', '8BPS', 'II*\0', 'MM\0*', 'wOF', '{\\rtf', '\x00asm'];
const MARKUP = /^<(\?xml|\?php|!doctype|!--|html|svg|script|body|head|iframe|object|embed|math|xml|x:|xsl|%)/i;
const NAME = /^[^\0-\x1f\x7f/\\:*?"<>|]{1,200}$/;
const RESERVED = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i;

/** Takes the one file of a form: its name is a name and no path, and its content is what the name says. Throws Invalid. */
export async function uploadOf(request: FastifyRequest, known: Looks = TABLES): Promise<Upload> {
  const part = request.isMultipart() ? await request.file() : undefined;
  if (!part) throw new Invalid([{ pointer: '/file', code: 'required' }]);
  const name = part.filename.normalize('NFC');
  if (!isName(name)) throw new Invalid([{ pointer: '/file', code: 'file-name' }]);
  const chunks = part.file[Symbol.asyncIterator]() as AsyncIterator<Uint8Array>;
  const head: Uint8Array[] = [];
  for (let size = 0; size < HEAD; ) {
    const { value, done } = await chunks.next();
    if (done) break;
    head.push(value);
    size += value.length;
  }
  const ending = name.split('.').at(-1)?.toLowerCase() ?? '';
  const looks = Object.hasOwn(known, ending) ? known[ending] : undefined;
  if (!looks?.(Buffer.concat(head).subarray(0, HEAD).toString('latin1'))) throw new Invalid([{ pointer: '/file', code: 'file-type' }]);
  return { name, content: wholeOf(head, chunks, part.file) };
}

async function* wholeOf(head: readonly Uint8Array[], rest: AsyncIterator<Uint8Array>, file: { readonly truncated?: boolean }): AsyncGenerator<Uint8Array> {
  yield* head;
  for (let next = await rest.next(); !next.done; next = await rest.next()) yield next.value;
  if (file.truncated) throw new Problem(413, 'too-large-body');
}

/** Whether a text is the name of a file: no way to elsewhere, nothing a system would read differently. */
export const isName = (name: string): boolean => NAME.test(name) && name.isWellFormed() && !RESERVED.test(name) && !name.startsWith('.') && !/[. ]$|\.\.|%[0-9a-f]{2}/i.test(name);

/** Whether a start is plain text, and nothing that other programs would take for something of theirs. */
export function isText(start: string): boolean {
  const text = start.replace(/^(\xef\xbb\xbf|\xff\xfe|\xfe\xff)/, '');
  const bare = text.replaceAll('\0', '').trimStart();
  return !OTHERS.some((other) => text.startsWith(other)) && !MARKUP.test(bare);
}
