import type { ImportColumn, Reading } from '#imports/model';
import { readCsv } from './csv.ts';
import type { SpooledFile } from './spooled-file.ts';
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

type Cells = readonly string[];
/** Rows that go on together: a thousand, or fewer where they are wide. */
const PART = { rows: 1000, letters: 400_000 };

/**
 * Reads a file of any format and hands its rows on in parts as they come.
 * Throws Invalid with what is wrong with the file.
 */
export async function readFile(file: SpooledFile, asked: Asked, take: (rows: readonly Cells[], from: number) => Promise<void>): Promise<ReadFile> {
  const table = await open(file, asked);
  const iterator = iteratorOf(table.records);
  const ahead: Cells[] = [];
  for (let next = await iterator.next(); !next.done; next = await iterator.next()) {
    ahead.push(next.value);
    if (ahead.length === Math.max(20, asked.headerRow ?? 0)) break;
  }
  const headerRow = table.reading.headerRow || headerRowOf(ahead);
  const names = columnNames(ahead[headerRow - 1] ?? []);
  if (names.length === 0) throw wrong('no-header');
  if (names.length > MAX_COLUMNS) throw wrong('too-many-columns', { limit: MAX_COLUMNS });
  const columns = names.map((name) => ({ name, samples: new Set<string>(), filled: 0, whole: true, broken: false }));
  let [rows, letters, part] = [0, 0, [] as Cells[]];
  const handOn = async () => {
    if (part.length > 0) await take(part, headerRow + rows - part.length + 1);
    [letters, part] = [0, []];
  };
  const row = async (cells: Cells) => {
    if (++rows > table.limit) throw wrong('too-many-rows', { limit: table.limit });
    if (cells.length > MAX_COLUMNS) throw wrong('too-many-columns', { limit: MAX_COLUMNS });
    for (const cell of cells) {
      if (cell.length > MAX_CELL) throw wrong('cell-too-long', { line: headerRow + rows, limit: MAX_CELL });
      letters += cell.length;
    }
    columns.forEach((column, index) => note(column, cells[index]));
    part.push(cells);
    if (part.length === PART.rows || letters > PART.letters) await handOn();
  };
  for (const cells of ahead.slice(headerRow)) await row(cells);
  for (let next = await iterator.next(); !next.done; next = await iterator.next()) await row(next.value);
  await handOn();
  if (rows === 0) throw wrong('no-rows');
  return { reading: { ...table.reading, headerRow }, columns: columns.map(told), rows };
}

async function* each(records: SourceTable['records']): AsyncGenerator<Cells> {
  yield* records;
}
const iteratorOf = (records: SourceTable['records']): Iterator<Cells> | AsyncIterator<Cells> => (Array.isArray(records) ? (records as Cells[]).values() : each(records));

function open(file: SpooledFile, asked: Asked): Promise<SourceTable> {
  const { head } = file;
  if (starts(head, [0x50, 0x4b])) return readXlsx(file, asked);
  if (starts(head, [0xd0, 0xcf, 0x11, 0xe0])) throw wrong('old-xls');
  const start = Buffer.from(head.subarray(0, 400)).toString('latin1').replace(/[\0\s\u00ef\u00bb\u00bf\u00fe\u00ff]/g, '');
  return /^BEGIN:VCARD/i.test(start) ? readVcards(file, asked) : readCsv(file, asked);
}
const starts = (bytes: Uint8Array, magic: readonly number[]) => magic.every((byte, index) => bytes[index] === byte);

interface Seen {
  readonly name: string;
  readonly samples: Set<string>;
  filled: number;
  /** Nothing above one, and no text, was met; and something between nought and one was. */
  whole: boolean;
  broken: boolean;
}
const told = ({ name, samples, filled, whole, broken }: Seen): ImportColumn => ({ name, samples: [...samples], filled, ...(whole && broken ? { fractions: true } : {}) });

function note(column: Seen, cell: string | undefined): void {
  const text = cell?.trim() ?? '';
  if (text === '') return;
  column.filled++;
  if (column.whole) {
    column.whole = /^(0|1|0?[.,]\d+|0[.,]0+|1[.,]0+)$/.test(text);
    column.broken ||= /^0?[.,]\d*[1-9]/.test(text);
  }
  if (column.samples.size < 3) column.samples.add(text.slice(0, 80));
}
