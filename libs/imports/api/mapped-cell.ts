import { fromInert } from '#kernel/model';
import type { ColumnRule } from '#imports/model';

type Part = { readonly at: number } | { readonly text: string };

/** What a rule says for a row: a column, or a text with the values of columns in it, after its table of values. */
export class MappedCell {
  private readonly parts: readonly Part[];
  private readonly values: ReadonlyMap<string, string>;

  constructor({ column, text, values }: ColumnRule, header: readonly string[]) {
    const index = new Map(header.map((name, at) => [name, at]));
    const part = (name: string): Part => ({ at: index.get(name) ?? -1 });
    const pieces = (text ?? '').split(/\{([^{}]+)\}/g);
    this.parts = column ? [part(column)] : pieces.map((piece, at) => (at % 2 === 1 ? part(piece) : { text: piece }));
    this.values = new Map(values.toReversed().map(({ from, to }) => [from, to ?? '']));
  }

  /** The text for a row; '' for none. */
  of(row: readonly string[]): string {
    const [first] = this.parts;
    const raw = this.parts.length === 1 && first && 'at' in first ? plain(row[first.at]) : this.parts.map((part) => ('at' in part ? plain(row[part.at]) : part.text)).join('').trim();
    return this.values.size === 0 ? raw : (this.values.get(raw) ?? raw);
  }
}

/** A cell without its margins and without the apostrophe that keeps a formula a text; the word NULL of a database export is none. */
function plain(cell = ''): string {
  const text = cell.trim();
  return text === 'NULL' ? '' : text.startsWith("'") ? fromInert(text) : text;
}
