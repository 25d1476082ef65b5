import type { Readable } from 'node:stream';
import { stringify } from 'csv-stringify';
import type { Dictionary } from '#kernel/api';
import type { Language } from '#kernel/model';
import type { ImportView } from '#imports/model';
import type { ImportRowQueries } from './import-rows.queries.ts';
import { TARGETS } from './targets.ts';

/** The rows something is wrong with, as they stand in the file, with the reasons beside them: CSV that spreadsheets read as text. */
export function badRowsOf({ id, kind, columns }: ImportView, rows: ImportRowQueries, words: Dictionary, language: Language): Readable {
  const labels = new Map(TARGETS[kind].map(({ name, label }) => [name, words.say(language, label)]));
  const csv = stringify({ bom: true, record_delimiter: 'windows', escape_formulas: true });
  const write = async () => {
    csv.write(['#', ...columns.map(({ name }) => name), words.say(language, 'import.reason')]);
    for (let page = await rows.bad(id, 0); page.length > 0; page = await rows.bad(id, page.at(-1)?.line ?? 0)) {
      for (const { line, cells, faults } of page) {
        const reason = faults.map(({ code, target, params }) => [labels.get(target), words.say(language, `problem.${code}`, params)].filter(Boolean).join(': ')).join('; ');
        if (!csv.write([String(line), ...columns.map((_, index) => cells[index] ?? ''), reason])) await new Promise((drained) => csv.once('drain', drained));
      }
    }
    csv.end();
  };
  write().catch((error: unknown) => csv.destroy(error as Error));
  return csv;
}
