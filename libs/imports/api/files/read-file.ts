import type { ImportColumn, Reading } from '#imports/model';
import { readCsv } from './csv.ts';
import { columnNames, headerRowOf, MAX_COLUMNS, wrong, type Asked, type SourceTable } from './source-table.ts';
import { readVcards } from './vcard.ts';
import { readXlsx } from './xlsx.ts';

const MAX_CELL = 32_767;
/** What a file says about itself once it was read to its end. */
export interface ReadFile {
  readonly reading: Reading;
  readonly columns: readonly ImportColumn[];
  readonly rows: number;
}

/**
 * Reads a file of any format and hands its rows on in parts as they come.
 * Throws Invalid with what is wrong with the file.
 */
export async function readFile(bytes: Uint8Array, asked: Asked, take: (rows: readonly (readonly string[])[], from: number) => Promise<void>, size = 500): Promise<ReadFile> {
  const table = await open(bytes, asked);
  const ahead: (readonly string[])[] = [];
  const iterator = table.records[Symbol.asyncIterator as never] ? (table.records as AsyncIterable<readonly string[]>)[Symbol.asyncIterator]() : (table.records as Iterable<readonly string[]>)[Symbol.iterator]();
  for (let next = await iterator.next(); !next.done; next = await iterator.next()) {
    ahead.push(next.value);
    if (ahead.length === Math.max(20, asked.headerRow ?? 0)) break;
  }
  const headerRow = table.reading.headerRow || headerRowOf(ahead);
  const names = columnNames(ahead[headerRow - 1] ?? []);
  if (names.length === 0) throw wrong('no-header');
  if (names.length > MAX_COLUMNS) throw wrong('too-many-columns', { limit: MAX_COLUMNS });
  const columns = names.map((name) => ({ name, samples: new Set<string>(), filled: 0 }));
  let [rows, part] = [0, [] as (readonly string[])[]];
  const row = async (cells: readonly string[]) => {
    if (++rows > table.limit) throw wrong('too-many-rows', { limit: table.limit });
    if (cells.some((cell) => cell.length > MAX_CELL)) throw wrong('cell-too-long', { line: headerRow + rows, limit: MAX_CELL });
    columns.forEach((column, index) => note(column, cells[index]));
    part.push(cells);
    if (part.length < size) return;
    await take(part, headerRow + rows - part.length + 1);
    part = [];
  };
  for (const cells of ahead.slice(headerRow)) await row(cells);
  for (let next = await iterator.next(); !next.done; next = await iterator.next()) await row(next.value);
  if (part.length > 0) await take(part, headerRow + rows - part.length + 1);
  if (rows === 0) throw wrong('no-rows');
  return { reading: { ...table.reading, headerRow }, columns: columns.map(({ samples, ...column }) => ({ ...column, samples: [...samples] })), rows };
}

function open(bytes: Uint8Array, asked: Asked): SourceTable | Promise<SourceTable> {
  if (starts(bytes, [0x50, 0x4b])) return readXlsx(bytes, asked);
  if (starts(bytes, [0xd0, 0xcf, 0x11, 0xe0])) throw wrong('old-xls');
  const start = Buffer.from(bytes.subarray(0, 400)).toString('latin1').replace(/[\0\s\u00ef\u00bb\u00bf\u00fe\u00ff]/g, '');
  return /^BEGIN:VCARD/i.test(start) ? readVcards(bytes, asked) : readCsv(bytes, asked);
}
const starts = (bytes: Uint8Array, magic: readonly number[]) => magic.every((byte, index) => bytes[index] === byte);

function note(column: { samples: Set<string>; filled: number }, cell: string | undefined): void {
  const text = cell?.trim() ?? '';
  if (text === '') return;
  column.filled++;
  if (column.samples.size < 3) column.samples.add(text.slice(0, 80));
}
