import { and, isIn, scopeOf, sql, tableOf, type Database } from '#kernel/api';
import type { ProblemGroup } from '#imports/model';
import { Faults } from './faults.ts';
import type { StoredImport } from './import.queries.ts';
import type { Judged } from './row-judge.ts';
import type { RowFault } from './row-reader.ts';

/** Values that may well occur twice but are worth a second look, by kind. */
const SUSPECT: Readonly<Record<string, readonly string[]>> = { customer: ['name', 'creditCode'], contact: ['name'], opportunity: ['name'] };
const MOST = 200_000;

/** What may be right but is worth a look: rows that seem to be there already under another identity, or twice in the file. */
export class Warnings {
  private readonly found = new Faults();
  private readonly seen = new Set<string>();
  private readonly columns: readonly string[];

  constructor(
    { kind, mapping }: StoredImport,
    private readonly db: Database,
  ) {
    this.kind = kind;
    const identity = mapping.identity ?? 'externalId';
    this.columns = (SUSPECT[kind] ?? []).filter((column) => column !== identity && mapping.columns.some(({ target }) => target === column));
  }
  private readonly kind: string;

  /** Looks at rows that are about to become new records. */
  async look(rows: readonly Judged[]): Promise<void> {
    const fresh = rows.filter(({ verdict, faults }) => verdict === 'create' && faults.length === 0);
    if (fresh.length === 0) return;
    const notes = new Map<number, RowFault[]>();
    for (const column of this.columns) {
      const valueOf = ({ body }: Judged) => (typeof body[column] === 'string' ? body[column] : '');
      const known = await this.known(column, [...new Set(fresh.map(valueOf))].filter(Boolean));
      for (const row of fresh) {
        const value = valueOf(row);
        const key = `${column}/${value.toLowerCase()}`;
        if (value === '') continue;
        const code = known.has(value.toLowerCase()) ? 'known-value' : this.seen.has(key) ? 'value-twice' : null;
        if (code) notes.set(row.line, [...(notes.get(row.line) ?? []), { code, target: column, value }]);
        if (this.seen.size < MOST) this.seen.add(key);
      }
    }
    for (const [line, own] of notes) this.found.add(line, own);
  }
  told = (): ProblemGroup[] => this.found.told();

  private async known(column: string, values: readonly string[]): Promise<Set<string>> {
    if (values.length === 0) return new Set();
    const table = tableOf(this.kind);
    const where = and(isIn(`r.\`${column}\``, values), sql("r.`deletedKey` = ''"), scopeOf(table, 'read'));
    const rows = await this.db.read<{ value: string }>(`SELECT DISTINCT r.\`${column}\` AS \`value\` FROM \`${table.table}\` r WHERE ${where.text}`, [...where.params]);
    return new Set(rows.map(({ value }) => value.toLowerCase()));
  }
}
