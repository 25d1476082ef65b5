import { and, isIn, scopeOf, sql, tableOf, type Database } from '#kernel/api';

/** Columns that name a record, beside its id elsewhere. */
const NAMES: Readonly<Record<string, readonly string[]>> = {
  user: ['name', 'username'], product: ['name', 'code'], stage: ['name', 'nameZh'], pipeline: ['name', 'nameZh'],
}; // prettier-ignore

/** Finds the records a file names: by name, code or the id they have in the file's system. Remembers what it found. */
export class Lookup {
  private readonly known = new Map<string, string | 'ambiguous' | null>();

  constructor(
    private readonly db: Database,
    private readonly source: string,
  ) {}

  /** The id; null when nothing is called that, 'ambiguous' when several are. */
  async find(kind: string, text: string): Promise<string | 'ambiguous' | null> {
    const key = this.key(kind, text);
    const known = this.known.get(key);
    if (known !== undefined) return known;
    const found = await this.ask(kind, text);
    this.known.set(key, found);
    return found;
  }
  learn(kind: string, text: string, id: string): void {
    this.known.set(this.key(kind, text), id);
  }
  forget(): void {
    this.known.clear();
  }

  /** Which of these ids of the file's system are taken, living or not. */
  async taken(kind: string, externalIds: readonly string[]): Promise<Set<string>> {
    if (externalIds.length === 0) return new Set();
    const where = and(sql('`externalSource` = ?', this.source), isIn('`externalId`', externalIds), sql("`deletedKey` = ''"));
    const rows = await this.db.read<{ externalId: string }>(`SELECT \`externalId\` FROM \`${tableOf(kind).table}\` WHERE ${where.text}`, [...where.params]);
    return new Set(rows.map(({ externalId }) => externalId));
  }

  private key = (kind: string, text: string) => `${kind}/${text.trim().toLowerCase()}`;

  private async ask(kind: string, text: string): Promise<string | 'ambiguous' | null> {
    const table = tableOf(kind);
    const value = text.trim();
    const named = (NAMES[kind] ?? [table.info.title]).map((column) => sql(`r.\`${column}\` = ?`, value));
    const elsewhere = and(sql('r.`externalSource` = ?', this.source), sql('r.`externalId` = ?', value));
    for (const match of [...named, elsewhere]) {
      const open = kind === 'user' || kind === 'team' || kind === 'stage' || kind === 'pipeline';
      const where = and(match, sql("r.`deletedKey` = ''"), ...(open ? [] : [scopeOf(table, 'read')]));
      const rows = await this.db.read<{ id: string }>(`SELECT r.\`id\` FROM \`${table.table}\` r WHERE ${where.text} LIMIT 2`, [...where.params]);
      if (rows.length > 0) return rows.length > 1 ? 'ambiguous' : (rows[0]?.id ?? null);
    }
    return null;
  }
}
