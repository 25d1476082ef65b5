import { Invalid } from '#kernel/api';
import type { Reading, ReadingChange } from '#imports/model';

/** A file as rows of texts, before anybody knows what they mean. */
export interface SourceTable {
  readonly reading: Reading;
  /** Rows that hold something, as they stand in the file; the header row is among them. */
  readonly records: AsyncIterable<readonly string[]> | Iterable<readonly string[]>;
  /** The most rows below the header that a file of this format may have. */
  readonly limit: number;
}
export type Asked = Partial<ReadingChange>;

export const MAX_COLUMNS = 500;
/** Says what is wrong with the file itself. */
export const wrong = (code: string, params: Record<string, string | number> = {}): Invalid => new Invalid([{ pointer: '/file', code, params }]);

/**
 * The row that most likely names the columns: the first one that is at least half as wide as the widest of the first twenty.
 * Counted from one.
 */
export function headerRowOf(first: readonly (readonly string[])[]): number {
  const filled = first.map((row) => row.filter((cell) => cell.trim() !== '').length);
  const widest = Math.max(0, ...filled);
  return Math.max(1, filled.findIndex((count) => count > 0 && count >= widest / 2) + 1);
}

/** Columns without a name get their number, columns of the same name a second one. */
export function columnNames(cells: readonly string[]): string[] {
  const seen = new Map<string, number>();
  return cells.map((cell, index) => {
    const base = cell.trim().slice(0, 190) || `#${index + 1}`;
    const times = (seen.get(base) ?? 0) + 1;
    seen.set(base, times);
    return times === 1 ? base : `${base} (${times})`;
  });
}
