import { and, childTable, Forbidden, isIn, readable, scopeOf, sql, tableOf, type Database, type Sealing, type Sql } from '#kernel/api';

/** Columns that name a record, beside its id elsewhere. */
const NAMES: Readonly<Record<string, readonly string[]>> = {
  user: ['name', 'username'], product: ['name', 'code'], stage: ['name', 'nameZh'], pipeline: ['name', 'nameZh'], warehouse: ['name', 'nameZh'], contract: ['number', 'name'], quote: ['number', 'name'],
}; // prettier-ignore
/** Kinds that everybody may name. */
const OPEN = new Set(['user', 'team', 'stage', 'pipeline']);
const MOST = 20_000;
export type Found = string | 'ambiguous' | null;

/** Finds the records a file names: by name, code or the id they have in the file's system. Remembers what it found. */
export class Lookup {
  private readonly known = new Map<string, Found>();

  constructor(
    private readonly db: Database,
    private readonly source: string,
    private readonly sealing: Sealing,
  ) {}

  /** Looks up what rows name together; `found` answers afterwards. */
  async prepare(kind: string, texts: readonly string[]): Promise<void> {
    if (this.known.size > MOST) this.known.clear();
    const asked = new Map(texts.map((text) => [fold(text), text.trim()]));
    for (const key of asked.keys()) if (this.known.has(this.key(kind, key))) asked.delete(key);
    if (asked.size === 0) return;
    const { info } = tableOf(kind);
    for (const column of NAMES[kind] ?? [info.title]) await this.ask(kind, asked, column, sql('1 = 1'));
    await this.ask(kind, asked, 'externalId', sql('r.`externalSource` = ?', this.source));
    for (const key of asked.keys()) this.known.set(this.key(kind, key), null);
  }
  /** The id; null when nothing is called that, 'ambiguous' when several are. */
  found(kind: string, text: string): Found {
    return this.known.get(this.key(kind, text)) ?? null;
  }
  async find(kind: string, text: string): Promise<Found> {
    await this.prepare(kind, [text]);
    return this.found(kind, text);
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
    if (!readable(table, field)) throw new Forbidden(`${kind}.${field}`);
    const own = [...table.texts, ...table.columns].find(({ name }) => name === field);
    const list = own?.kind === 'texts';
    const column = own?.encrypted ? (list ? 'c.`blind`' : `r.\`${field}Blind\``) : list ? 'c.`value`' : `r.\`${field}\``;
    const source = field === 'externalId' ? sql('r.`externalSource` = ?', this.source) : scopeOf(table, 'read');
    const from = list ? `\`${childTable(table.table, field)}\` c JOIN \`${table.table}\` r ON r.\`id\` = c.\`recordId\`` : `\`${table.table}\` r`;
    for (let start = 0; start < values.length; start += 500) {
      const part = values.slice(start, start + 500);
      const hashes = new Map(own?.encrypted ? part.flatMap((value) => this.sealing.blindsOf(table, own, value).map((hash) => [hash, value] as const)) : []);
      const where = and(isIn(column, own?.encrypted ? [...hashes.keys()] : part), ALIVE, source);
      const rows = await this.db.read<{ id: string; value: string }>(`SELECT r.\`id\`, ${column} AS \`value\` FROM ${from} WHERE ${where.text}`, [...where.params]);
      for (const { id, value } of rows) {
        const key = this.keyOf(field, hashes.get(value) ?? value);
        found.set(key, found.has(key) && found.get(key) !== id ? 'ambiguous' : id);
      }
    }
    return found;
  }

  /** The currencies of records, by id. */
  async currencies(kind: string, ids: readonly string[]): Promise<Map<string, string>> {
    if (ids.length === 0) return new Map();
    const where = and(isIn('r.`id`', [...new Set(ids)]), scopeOf(tableOf(kind), 'read'));
    const rows = await this.db.read<{ id: string; currency: string }>(`SELECT r.\`id\`, r.\`currency\` FROM \`${tableOf(kind).table}\` r WHERE ${where.text}`, [...where.params]);
    return new Map(rows.map(({ id, currency }) => [id, currency]));
  }

  /** Ids of other systems are told apart by case, everything else is not. */
  keyOf = (field: string, value: string): string => (field === 'externalId' ? value : fold(value));
  private key = (kind: string, text: string) => `${kind}/${fold(text)}`;

  /** Answers what one column answers and takes it off the list. */
  private async ask(kind: string, asked: Map<string, string>, column: string, further: Sql): Promise<void> {
    if (asked.size === 0) return;
    const table = tableOf(kind);
    const where = and(isIn(`r.\`${column}\``, [...asked.values()]), further, ALIVE, ...(OPEN.has(kind) ? [] : [scopeOf(table, 'read')]));
    const rows = await this.db.read<{ id: string; value: string }>(`SELECT r.\`id\`, r.\`${column}\` AS \`value\` FROM \`${table.table}\` r WHERE ${where.text}`, [...where.params]);
    // Databases call some letters equal that are not: what came back under another spelling is matched without accents.
    const bySpelling = Map.groupBy(rows, ({ value }) => fold(value));
    const byLetters = Map.groupBy(rows, ({ value }) => bare(value));
    for (const [key, text] of asked) {
      const hits = bySpelling.get(key) ?? (column === 'externalId' ? [] : (byLetters.get(bare(text)) ?? []));
      if (hits.length === 0) continue;
      this.known.set(this.key(kind, key), hits.length > 1 ? 'ambiguous' : (hits[0]?.id ?? null));
      asked.delete(key);
    }
  }
}

const ALIVE = sql("r.`deletedKey` = ''");
const fold = (text: string) => text.trim().toLowerCase();
const bare = (text: string) => fold(text).normalize('NFD').replace(/\p{M}/gu, '');
