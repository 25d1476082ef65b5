import { parse } from 'csv-parse/sync';
import { Invalid } from '#kernel/api';
import type { ImportColumn } from '#imports/model';

export interface CsvFile {
  readonly delimiter: string;
  readonly header: readonly string[];
  readonly rows: readonly (readonly string[])[];
}
const DELIMITERS = [',', '\t', ';', '|'];
const MAX_ROWS = 200_000;
const MAX_COLUMNS = 500;

/** Reads a CSV or TSV file in UTF-8. Throws Invalid with what is wrong with it. */
export function readCsv(bytes: Uint8Array): CsvFile {
  const text = textOf(bytes);
  const delimiter = delimiterOf(text);
  let records: string[][];
  try {
    records = parse(text, { delimiter, relaxColumnCount: true, skipEmptyLines: true, relax_quotes: true, trim: false });
  } catch (error) {
    throw new Invalid([{ pointer: '/file', code: 'csv', params: { line: Number((error as { lines?: number }).lines ?? 0) } }]);
  }
  const [first = [], ...rest] = records;
  const header = unique(first.map((name) => name.trim()));
  if (header.filter(Boolean).length === 0) throw new Invalid([{ pointer: '/file', code: 'no-header' }]);
  if (rest.length === 0) throw new Invalid([{ pointer: '/file', code: 'no-rows' }]);
  if (rest.length > MAX_ROWS) throw new Invalid([{ pointer: '/file', code: 'too-many-rows', params: { limit: MAX_ROWS } }]);
  if (header.length > MAX_COLUMNS) throw new Invalid([{ pointer: '/file', code: 'too-many-columns', params: { limit: MAX_COLUMNS } }]);
  return { delimiter, header, rows: rest };
}

export function columnsOf({ header, rows }: CsvFile): ImportColumn[] {
  return header.map((name, index) => {
    const values = rows.map((row) => row[index]?.trim() ?? '').filter(Boolean);
    return { name, samples: [...new Set(values)].slice(0, 3).map((value) => value.slice(0, 80)), filled: values.length };
  });
}

function textOf(bytes: Uint8Array): string {
  if (bytes.includes(0)) throw new Invalid([{ pointer: '/file', code: 'not-text' }]);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new Invalid([{ pointer: '/file', code: 'encoding' }]);
  }
}

/** The delimiter that cuts the first line outside quotes most often. */
function delimiterOf(text: string): string {
  const line = (/^(?:"(?:[^"]|"")*"|[^"\r\n])*/.exec(text)?.[0] ?? '').replace(/"(?:[^"]|"")*"/g, '');
  const counts = DELIMITERS.map((delimiter) => line.split(delimiter).length);
  return DELIMITERS[counts.indexOf(Math.max(...counts))] ?? ',';
}

/** Columns without a name get their number, columns of the same name a second one. */
function unique(names: readonly string[]): string[] {
  const seen = new Map<string, number>();
  return names.map((name, index) => {
    const base = name || `#${index + 1}`;
    const times = (seen.get(base) ?? 0) + 1;
    seen.set(base, times);
    return times === 1 ? base : `${base} (${times})`;
  });
}
