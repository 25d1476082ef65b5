import { parentPort, workerData } from 'node:worker_threads';
import writeXlsx from 'write-excel-file/node';

type Cells = (string | number)[];
const { header, rows, origin } = workerData as { header: string[]; rows: Cells[]; origin: Cells[] };

/** A table becomes a spreadsheet in a thread of its own; every text is typed as text, so nothing is computed. */
const cell = (value: string | number) => (typeof value === 'number' ? { value, type: Number } : value === '' ? null : { value, type: String });
const data = [header.map((value) => ({ value, type: String, fontWeight: 'bold' as const })), ...rows.map((row) => row.map(cell))];
const sheets = [{ data, sheet: 'Rapport', stickyRowsCount: 1 }, { data: origin.map((row) => row.map(cell)), sheet: 'Origin', columns: [{ width: 24 }, { width: 60 }] }];
const file = await writeXlsx(sheets as never).toBuffer();
parentPort?.postMessage(new Uint8Array(file));
