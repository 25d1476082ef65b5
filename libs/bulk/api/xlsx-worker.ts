import { parentPort, workerData } from 'node:worker_threads';
import writeXlsx from 'write-excel-file/node';

const { header, rows } = workerData as { header: string[]; rows: (string | number)[][] };

/** A table becomes a spreadsheet in a thread of its own; every text is typed as text, so nothing is computed. */
const cell = (value: string | number) => (typeof value === 'number' ? { value, type: Number } : value === '' ? null : { value, type: String });
const data = [header.map((value) => ({ value, type: String, fontWeight: 'bold' as const })), ...rows.map((row) => row.map(cell))];
const file = await writeXlsx(data as never, { stickyRowsCount: 1 } as never).toBuffer();
parentPort?.postMessage(new Uint8Array(file));
