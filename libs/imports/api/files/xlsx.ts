import { Worker } from 'node:worker_threads';
import type { SpooledFile } from './spooled-file.ts';
import { wrong, type Asked, type SourceTable } from './source-table.ts';

const MAX_ROWS = 50_000;
const UNPACKED = 300 * 1024 * 1024;
const TIME = 60_000;
/** Beside this module, with the ending it has itself. */
const WORKER = new URL(`./xlsx-worker${import.meta.url.slice(import.meta.url.lastIndexOf('.'))}`, import.meta.url);
type Answer = { readonly code: string } | { readonly sheets: string[]; readonly sheet: string | null; readonly declared: number; readonly rows: string[][] };

/** A spreadsheet (XLSX); its first sheet that holds something unless one is asked for. Throws Invalid. */
export async function readXlsx({ path }: SpooledFile, asked: Asked): Promise<SourceTable> {
  const answer = await inWorker(path, asked.sheet ?? null);
  if ('code' in answer) throw wrong(answer.code, { limit: MAX_ROWS });
  if (answer.sheet === null) throw wrong('no-sheet');
  const { sheet, sheets, rows, declared } = answer;
  return { reading: { format: 'xlsx', encoding: null, delimiter: null, sheet, sheets, headerRow: asked.headerRow ?? 0, declared }, records: rows, limit: MAX_ROWS };
}

function inWorker(path: string, sheet: string | null): Promise<Answer> {
  return new Promise((resolve) => {
    const worker = new Worker(WORKER, { workerData: { path, sheet, unpacked: UNPACKED, rows: MAX_ROWS }, resourceLimits: { maxOldGenerationSizeMb: 384 }, execArgv: [] });
    const timer = setTimeout(() => end({ code: 'too-heavy' }), TIME);
    const end = (answer: Answer) => {
      clearTimeout(timer);
      resolve(answer);
      void worker.terminate();
    };
    worker.once('message', end);
    worker.once('error', () => end({ code: 'too-heavy' }));
    worker.once('exit', () => end({ code: 'xlsx' }));
  });
}
