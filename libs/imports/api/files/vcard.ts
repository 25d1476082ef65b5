import { decoded, encodingOf } from './encoding.ts';
import type { SpooledFile } from './spooled-file.ts';
import { wrong, type Asked, type SourceTable } from './source-table.ts';

const COLUMNS = ['name', 'company', 'department', 'title', 'phones', 'emails', 'website', 'address', 'birthday', 'tags', 'note'] as const;
type Column = (typeof COLUMNS)[number];
const MAX_CARDS = 50_000;

interface Property {
  readonly name: string;
  readonly parameters: ReadonlyMap<string, string>;
  readonly value: string;
}

/** Business cards (vCard 2.1 to 4.0, RFC 2425, 2426 and 6350), one row a card. Throws Invalid. */
export async function readVcards(file: SpooledFile, asked: Asked): Promise<SourceTable> {
  const encoding = asked.encoding ?? (await encodingOf(file));
  if (!encoding) throw wrong('not-text');
  let text = '';
  for await (const piece of decoded(file, encoding)) text += piece;
  const cards = [...cardsOf(text)];
  if (cards.length === 0) throw wrong('no-rows');
  return { reading: { format: 'vcf', encoding, delimiter: null, sheet: null, sheets: [], headerRow: 1 }, records: [COLUMNS, ...cards], limit: MAX_CARDS };
}

function* cardsOf(text: string): Generator<string[]> {
  let card: Map<Column, string[]> | null = null;
  let depth = 0;
  for (const line of unfolded(text)) {
    const property = propertyOf(line);
    if (!property) continue;
    const { name, value } = property;
    if (name === 'BEGIN' && value.toUpperCase() === 'VCARD' && ++depth === 1) card = new Map();
    else if (name === 'END' && value.toUpperCase() === 'VCARD' && --depth <= 0) {
      if (card) yield COLUMNS.map((column) => joined(column, card?.get(column) ?? []));
      card = null;
      depth = 0;
    } else if (card && depth === 1) take(property, card);
  }
}

const joined = (column: Column, values: readonly string[]) => [...new Set(values)].join(column === 'phones' || column === 'emails' || column === 'tags' ? ';' : column === 'note' ? '\n' : '').slice(0, 30_000);

/** Lines as they were before they were folded, soft line breaks of quoted-printable included. */
function unfolded(text: string): string[] {
  const lines: string[] = [];
  let soft = false;
  for (const line of text.split(/\r\n|\r|\n/)) {
    const last = lines.length - 1;
    if (soft) lines[last] = `${lines[last]?.slice(0, -1)}${line}`;
    else if (/^[ \t]/.test(line) && last >= 0) lines[last] += line.slice(1);
    else lines.push(line);
    soft = (lines.at(-1) ?? '').endsWith('=') && /QUOTED-PRINTABLE/i.test((lines.at(-1) ?? '').split(':')[0] ?? '');
  }
  return lines;
}

/** `group.NAME;PARAMETER=value:text`; 2.1 writes a parameter's value without its name. */
function propertyOf(line: string): Property | null {
  const [, head, raw] = /^((?:[^":]|"[^"]*")*):([\s\S]*)$/.exec(line) ?? [];
  if (head === undefined || raw === undefined) return null;
  const [full = '', ...rest] = head.match(/(?:[^;"]|"[^"]*")+/g) ?? [];
  const parameters = new Map<string, string>();
  for (const one of rest) {
    const [key = '', value] = one.split('=');
    const name = value === undefined ? 'TYPE' : key.toUpperCase();
    parameters.set(name, `${parameters.get(name) ?? ''} ${(value ?? key).replace(/"/g, '').toUpperCase()}`.trim());
  }
  const coded = /QUOTED-PRINTABLE/.test([...parameters.values()].join(' '));
  return { name: full.replace(/^[^.]*\./, '').toUpperCase(), parameters, value: coded ? quotedPrintable(raw, parameters.get('CHARSET')) : raw };
}

function quotedPrintable(text: string, charset = 'utf-8'): string {
  const bytes = Buffer.from(text.replace(/=([0-9A-F]{2})/gi, (_, hex: string) => String.fromCharCode(parseInt(hex, 16))), 'latin1');
  try {
    return new TextDecoder(charset).decode(bytes);
  } catch {
    return bytes.toString('utf8');
  }
}

const plain = (text: string) => text.replace(/\\n/gi, '\n').replace(/\\([\\,;:])/g, '$1').trim();
/** The parts of a structured value; a backslash keeps a separator in its part. */
const parts = (text: string, by = ';') => (text.match(new RegExp(`(?:\\\\[^]?|[^${by}\\\\])*(?:${by}|$)`, 'g')) ?? []).map((part) => plain(part.endsWith(by) ? part.slice(0, -1) : part));

function take({ name, parameters, value }: Property, card: Map<Column, string[]>): void {
  const add = (column: Column, ...texts: string[]) => card.set(column, [...(card.get(column) ?? []), ...texts.filter(Boolean)]);
  const first = (column: Column, text: string) => void (card.has(column) || !text ? undefined : card.set(column, [text]));
  switch (name) {
    case 'FN':
      return void (plain(value) && card.set('name', [plain(value)]));
    case 'N': {
      const [family = '', given = '', middle = ''] = parts(value);
      const chinese = /\p{Script=Han}/u.test(family + given);
      return first('name', chinese ? family + middle + given : [given, middle, family].filter(Boolean).join(' '));
    }
    case 'ORG': {
      const [company = '', ...units] = parts(value);
      first('company', company);
      return first('department', units.filter(Boolean).join(' / '));
    }
    case 'TITLE':
      return first('title', plain(value));
    case 'TEL':
      return void (/\b(FAX|PAGER)\b/.test(parameters.get('TYPE') ?? '') || add('phones', plain(value).replace(/^tel:/i, '')));
    case 'EMAIL':
      return void add('emails', plain(value).replace(/^mailto:/i, ''));
    case 'URL':
      return first('website', plain(value));
    case 'ADR': {
      const [box = '', room = '', street = '', city = '', region = '', code = '', country = ''] = parts(value);
      return first('address', [street, room, box, city, region, code, country].filter(Boolean).join(', '));
    }
    case 'BDAY':
      return first('birthday', plain(value));
    case 'CATEGORIES':
      return void add('tags', ...parts(value, ','));
    case 'NOTE':
      return void add('note', plain(value));
  }
}
