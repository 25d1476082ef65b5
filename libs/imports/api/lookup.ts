import { and, childTable, isIn, scopeOf, sql, tableOf, type Database } from '#kernel/api';

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

  /**
   * The living records that have one of these values in the field that identifies them, by `keyOf` the value.
   * Ids of the file's system count wherever they are; any other field among what one may see.
   */
  async existing(kind: string, field: string, values: readonly string[]): Promise<Map<string, string | 'ambiguous'>> {
    const found = new Map<string, string | 'ambiguous'>();
    const table = tableOf(kind);
    for (let start = 0; start < values.length; start += 500) {
      const part = values.slice(start, start + 500);
      const list = table.texts.some(({ name }) => name === field);
      const column = list ? 'c.`value`' : `r.\`${field}\``;
      const source = field === 'externalId' ? sql('r.`externalSource` = ?', this.source) : scopeOf(table, 'read');
      const where = and(isIn(column, part), sql("r.`deletedKey` = ''"), source);
      const from = list ? `\`${childTable(table.table, field)}\` c JOIN \`${table.table}\` r ON r.\`id\` = c.\`recordId\`` : `\`${table.table}\` r`;
      const rows = await this.db.read<{ id: string; value: string }>(`SELECT r.\`id\`, ${column} AS \`value\` FROM ${from} WHERE ${where.text}`, [...where.params]);
      for (const { id, value } of rows) {
        const key = this.keyOf(field, value);
        found.set(key, found.has(key) && found.get(key) !== id ? 'ambiguous' : id);
      }
    }
    return found;
  }

  /** Ids of other systems are told apart by case, everything else is not. */
  keyOf = (field: string, value: string): string => (field === 'externalId' ? value : value.toLowerCase());
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
