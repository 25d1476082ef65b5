import { DOCUMENT_KINDS } from '#imports/model';
import type { StoredImport } from './import.queries.ts';
import type { ImportRowQueries, StoredRow } from './import-rows.queries.ts';
import { MappedCell } from './mapped-cell.ts';
import { identitiesOf } from './targets.ts';

/** What makes up a record: a row of the file, or for a document all of its rows. */
export interface Bundle extends StoredRow {
  /** The rows of a document, in the order of the file; absent where a row is a record. */
  readonly parts?: readonly StoredRow[];
}
/** The records of a file, in the order in which each was first met. */
export interface Bundles {
  after(line: number): AsyncIterable<Bundle[]>;
  /** Those that wait for their turn. */
  waiting(): AsyncIterable<Bundle[]>;
  /** Those that these lines belong to. */
  at(lines: readonly number[]): Promise<Bundle[]>;
}
/** Rows of documents that are dealt with together, and blocks of the file that are held meanwhile. */
const TOGETHER = 250;
const HELD = 12;

export const bundlesOf = (asked: StoredImport, rows: ImportRowQueries): Bundles => (DOCUMENT_KINDS.includes(asked.kind) ? new Documents(asked, rows) : new Rows(asked, rows));
export const partsOf = (bundle: Bundle): readonly StoredRow[] => bundle.parts ?? [bundle];

/** The field whose value rows of one document share: what identifies it, or else the first that could and has a column. */
export function groupOf({ kind, mapping }: Pick<StoredImport, 'kind' | 'mapping'>): string {
  const given = new Set(mapping.columns.map(({ target }) => target));
  const could = identitiesOf(kind);
  return mapping.identity && given.has(mapping.identity) ? mapping.identity : (could.find((name) => given.has(name)) ?? could[0] ?? 'externalId');
}

/** Each row is a record. */
class Rows implements Bundles {
  constructor(
    private readonly asked: StoredImport,
    private readonly rows: ImportRowQueries,
  ) {}
  after = (line: number): AsyncIterable<Bundle[]> => this.rows.after(this.asked.id, line);
  waiting = (): AsyncIterable<Bundle[]> => this.rows.waiting(this.asked.id);
  async at(lines: readonly number[]): Promise<Bundle[]> {
    const found = await Promise.all(lines.map((line) => this.rows.open(this.asked.id, line, this.asked.position)));
    return found.filter((row) => row !== null);
  }
}

/** Rows that name the same document are one record, wherever they stand in the file; a row that names none is one of its own. */
class Documents implements Bundles {
  private readonly cell: MappedCell | null;
  private index: Promise<readonly (readonly number[])[]> | null = null;
  private readonly held = new Map<number, readonly StoredRow[]>();

  constructor(
    private readonly asked: StoredImport,
    private readonly rows: ImportRowQueries,
  ) {
    const rule = asked.mapping.columns.find(({ target }) => target === groupOf(asked));
    this.cell = rule ? new MappedCell(rule, asked.columns.map(({ name }) => name)) : null; // prettier-ignore
  }

  async *after(line: number): AsyncGenerator<Bundle[]> {
    yield* this.read((await this.documents()).filter(([first = 0]) => first > line));
  }
  async *waiting(): AsyncGenerator<Bundle[]> {
    const waiting = new Set<number>();
    for await (const page of this.rows.waiting(this.asked.id)) for (const { line } of page) waiting.add(line);
    if (waiting.size > 0) yield* this.read((await this.documents()).filter((lines) => lines.some((line) => waiting.has(line))));
  }
  async at(lines: readonly number[]): Promise<Bundle[]> {
    const found: Bundle[] = [];
    const asked = (await this.documents()).filter((own) => lines.some((line) => own.includes(line)));
    for await (const page of this.read(asked)) found.push(...page);
    return found;
  }

  private async *read(documents: readonly (readonly number[])[]): AsyncGenerator<Bundle[]> {
    let [page, size] = [[] as Bundle[], 0];
    for (const lines of documents) {
      const parts: StoredRow[] = [];
      for (const line of lines) parts.push(await this.row(line));
      page.push({ ...(parts[0] as StoredRow), parts });
      size += parts.length;
      if (size < TOGETHER) continue;
      yield page;
      [page, size] = [[], 0];
    }
    if (page.length > 0) yield page;
  }

  private documents(): Promise<readonly (readonly number[])[]> {
    return (this.index ??= this.gathered());
  }
  private async gathered(): Promise<readonly (readonly number[])[]> {
    const byKey = new Map<string, number[]>();
    for await (const page of this.rows.after(this.asked.id, 0)) {
      for (const { line, cells } of page) {
        const key = this.cell?.of(cells) || `\u0000${line}`;
        const lines = byKey.get(key);
        if (lines) lines.push(line);
        else byKey.set(key, [line]);
      }
    }
    return [...byKey.values()];
  }

  private async row(line: number): Promise<StoredRow> {
    for (const rows of this.held.values()) if ((rows[0]?.line ?? 0) <= line && (rows.at(-1)?.line ?? 0) >= line) return rows[line - (rows[0]?.line ?? 0)] as StoredRow;
    const block = await this.rows.block(this.asked.id, line);
    if (this.held.size >= HELD) this.held.delete(this.held.keys().next().value as number);
    this.held.set(block?.line ?? line, block?.rows ?? []);
    return block?.rows.find((row) => row.line === line) ?? { line, cells: [] };
  }
}
