import { Worker } from 'node:worker_threads';
import { stringify } from 'csv-stringify/sync';
import type { Cell } from './export-cells.ts';

/** Beside this module, with the ending it has itself. */
const WORKER = new URL(`./xlsx-worker${import.meta.url.slice(import.meta.url.lastIndexOf('.'))}`, import.meta.url);

/** CSV as spreadsheets open it: UTF-8 with its mark, CRLF, RFC 4180. */
export const csvOf = (rows: readonly (readonly Cell[])[], first: boolean): string => stringify(rows as Cell[][], { bom: first, record_delimiter: 'windows' });

/** A spreadsheet: the table, and a second sheet that says where it comes from. */
export function xlsxOf(header: readonly string[], rows: readonly (readonly Cell[])[], origin: readonly (readonly Cell[])[]): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(WORKER, { workerData: { header, rows, origin }, execArgv: [], resourceLimits: { maxOldGenerationSizeMb: 768 } });
    worker.once('message', (bytes: Uint8Array) => {
      resolve(bytes);
      void worker.terminate();
    });
    worker.once('error', reject);
    worker.once('exit', () => reject(new Error('The spreadsheet was not written')));
  });
}
