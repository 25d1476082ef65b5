import { readFileSync } from 'node:fs';
import { parentPort, workerData } from 'node:worker_threads';
import { Unzip, UnzipInflate } from 'fflate';
import readXlsx from 'read-excel-file/node';

interface Task {
  readonly path: string;
  readonly sheet: string | null;
  readonly unpacked: number;
  readonly rows: number;
}
/** Caps on what a spreadsheet unpacks to: its parts, its sheets, and how many times its packed size once it is no longer small. */
const [ENTRIES, SHEETS, RATIO, UNSUSPECTED] = [1000, 100, 100, 20 * 1024 * 1024];
type Cell = string | number | boolean | Date | null;

/** A spreadsheet becomes texts in a thread of its own, so that a heavy or hostile one hurts nobody else. */
try {
  const { path, sheet, unpacked, rows } = workerData as Task;
  const bytes = readFileSync(path);
  measure(bytes, unpacked);
  const sheets = (await readXlsx(bytes, { trim: false })) as { sheet: string; data: Cell[][] }[];
  const chosen = sheets.find((one) => one.sheet === sheet) ?? (sheet ? undefined : (sheets.find(({ data }) => data.length > 0) ?? sheets[0]));
  const filled = (chosen?.data ?? []).filter((row) => row.some((cell) => cell !== null && cell !== ''));
  if (filled.length > rows + 1000) throw new Error('too-many-rows');
  parentPort?.postMessage({ sheets: sheets.map((one) => one.sheet), sheet: chosen?.sheet ?? null, declared: chosen?.data.length ?? 0, rows: filled.map((row) => row.map(textOf)) });
} catch (error) {
  const code = error instanceof Error && ['too-many-rows', 'too-heavy'].includes(error.message) ? error.message : 'xlsx';
  parentPort?.postMessage({ code });
}

/** Unpacks everything once without keeping it; a file that says one size and holds another is found out here. */
function measure(bytes: Uint8Array, most: number): void {
  let [size, entries, sheets] = [0, 0, 0];
  const unzip = new Unzip((file) => {
    if (++entries > ENTRIES || (file.name.startsWith('xl/worksheets/sheet') && ++sheets > SHEETS)) throw new Error('too-heavy');
    file.ondata = (error, data) => {
      if (error) throw error;
      size += data.length;
      if (size > most || (size > UNSUSPECTED && size > bytes.length * RATIO)) throw new Error('too-heavy');
    };
    file.start();
  });
  unzip.register(UnzipInflate);
  for (let start = 0; start < bytes.length; start += 65_536) unzip.push(bytes.subarray(start, start + 65_536), start + 65_536 >= bytes.length);
}

function textOf(cell: Cell): string {
  if (cell === null) return '';
  if (cell instanceof Date) return Number.isNaN(cell.getTime()) ? '' : cell.toISOString().replace(/T00:00:00\.000Z$/, '').replace(/\.000Z$/, '');
  return typeof cell === 'number' ? String(Number(cell.toPrecision(15))) : String(cell);
}
