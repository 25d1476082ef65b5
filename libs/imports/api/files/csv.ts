import { Readable } from 'node:stream';
import { parse } from 'csv-parse';
import { DELIMITERS, type Delimiter, type Encoding } from '#imports/model';
import { decoded, encodingOf } from './encoding.ts';
import type { SpooledFile } from './spooled-file.ts';
import { wrong, type Asked, type SourceTable } from './source-table.ts';

const MAX_ROWS = 200_000;
const MAX_RECORD = 1_000_000;

/** A CSV or TSV file. Throws Invalid when it is no text; reading its records throws Invalid with the line that breaks off. */
export async function readCsv(file: SpooledFile, asked: Asked): Promise<SourceTable> {
  const encoding = asked.encoding ?? (await encodingOf(file));
  if (!encoding) throw wrong('not-text');
  const delimiter = asked.delimiter ?? delimiterOf(new TextDecoder(encoding).decode(file.head));
  const reading = { format: 'csv' as const, encoding, delimiter, sheet: null, sheets: [], headerRow: asked.headerRow ?? 0 };
  return { reading, records: recordsOf(file, encoding, delimiter), limit: MAX_ROWS };
}

async function* recordsOf(file: SpooledFile, encoding: Encoding, delimiter: string): AsyncGenerator<readonly string[]> {
  const parser = parse({ delimiter, relaxColumnCount: true, skipEmptyLines: true, relax_quotes: true, max_record_size: MAX_RECORD });
  const text = Readable.from(decoded(file, encoding));
  text.on('error', (error) => parser.destroy(error));
  text.pipe(parser);
  try {
    for await (const record of parser as AsyncIterable<string[]>) if (record.some((cell) => cell !== '')) yield record;
  } catch (error) {
    throw wrong('csv', { line: Number((error as { lines?: number }).lines ?? 0) });
  }
}

/** The delimiter that cuts the first lines outside quotes most often, and equally often in each. */
function delimiterOf(text: string): Delimiter {
  const lines = text.replace(/"[^"]*"/g, '').split(/\r\n|\r|\n/).filter(Boolean).slice(0, 5);
  const score = (delimiter: string) => {
    const counts = lines.map((line) => line.split(delimiter).length - 1);
    return (counts[0] ?? 0) * counts.filter((count) => count === counts[0]).length;
  };
  return DELIMITERS.reduce<Delimiter>((best, one) => (score(one) > score(best) ? one : best), ',');
}
