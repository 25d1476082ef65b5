import { isIn, tableOf } from '#kernel/api';
import { DOCUMENT_KINDS, type ImportTarget } from '#imports/model';
import { faultAt, readBundle, type ReadBundle } from './bundle-reader.ts';
import { groupOf, partsOf, type Bundle } from './bundles.ts';
import type { StoredImport } from './import.queries.ts';
import type { Tools } from './import-run.ts';
import { Lookup } from './lookup.ts';
import type { PersonRow } from './people-rows.ts';
import { RowReader, type RowFault } from './row-reader.ts';
import { TARGETS } from './targets.ts';

/** What becomes of a row: it waits for another one of its file, or it creates, changes or leaves a record alone. */
export interface Judged extends ReadBundle, Bundle {
  readonly verdict: 'wait' | 'skip' | 'create' | 'update';
  /** The record it changes. */
  readonly id: string | null;
  readonly key: string | null;
}
type Cells = readonly string[];
/** Kinds whose amounts are in a currency of their own. */
const PRICED: readonly string[] = ['opportunity', 'quote', 'contract'];
type Existing = ReadonlyMap<string, string | 'ambiguous'>;

/** Knows what each row of a file means for the records there are. */
export class RowJudge {
  readonly lookup: Lookup;
  private readonly reader: RowReader;
  private readonly identity: string;
  /** Fields that point at records of the kind the file itself brings. */
  private readonly own: ReadonlySet<string>;
  private readonly targets: readonly ImportTarget[];
  /** The line each key was first met on. */
  private readonly seen = new Map<string, number>();
  private readonly taken = new Map<string, Set<string>>();
  private names: Set<string> | null = null;

  constructor(
    private readonly asked: StoredImport,
    private readonly tools: Tools,
  ) {
    const { mapping, kind, columns } = asked;
    this.identity = DOCUMENT_KINDS.includes(kind) ? groupOf(asked) : (mapping.identity ?? 'externalId');
    this.targets = TARGETS[kind];
    this.lookup = new Lookup(tools.db, mapping.source ?? 'import', tools.sealing);
    this.reader = new RowReader(mapping, TARGETS[kind], columns.map(({ name }) => name), this.lookup, tools.words, tools.currency); // prettier-ignore
    this.own = new Set(TARGETS[kind].filter(({ to, name }) => to === kind && mapping.columns.some(({ target }) => target === name)).map(({ name }) => name));
  }

  /** Judges rows together; `late` ones wait no longer for others of their file. Judging them again changes nothing. */
  async judge(rows: readonly Bundle[], late: boolean): Promise<Judged[]> {
    const { asked, tools, reader, identity } = this;
    const all = rows.flatMap(partsOf).map(({ cells }) => cells);
    await reader.prepare(all, await tools.options.sets());
    const currencies = await this.currencies(all);
    const read = rows.map((row) => ({ ...row, ...readBundle(row, reader, this.targets, currencies) }));
    if (asked.kind === 'user') return Promise.all(read.map((row) => this.person(row)));
    const spelt = read.map((row) => ({ ...row, body: tools.writers.spelt(asked.kind, row.body) }));
    const existing = await this.lookup.existing(asked.kind, identity, spelt.flatMap(({ body }) => textsOf(body[identity])));
    const values = await this.uniques(spelt);
    const judged: Judged[] = [];
    for (const row of spelt) judged.push(await this.one(row, existing, values, late));
    return judged;
  }
  /** A record came into being that later rows may name. */
  learn(name: string, id: string): void {
    if (this.own.size > 0) this.lookup.learn(this.asked.kind, name, id);
  }

  private async one(row: ReadBundle & Bundle, existing: Existing, values: ReadonlyMap<string, Set<string>>, late: boolean): Promise<Judged> {
    const { asked, identity } = this;
    const { body, line } = row;
    const faults = [...row.faults];
    for (const part of partsOf(row)) {
      const { length } = part.cells;
      if (length > asked.columns.length && part.cells.slice(asked.columns.length).some(Boolean)) faults.push({ code: 'too-many-cells', target: '', value: String(length), line: part.line });
    }
    const keys = asked.kind === 'stock' ? this.placeOf(row.cells) : textsOf(body[identity]).map((text) => this.lookup.keyOf(identity, text));
    const key = keys[0] ?? null;
    const judged = (verdict: Judged['verdict'], id: string | null = null): Judged => ({ ...row, faults, verdict, id, key });
    const first = key === null ? line : (this.seen.get(key) ?? line);
    const again = first !== line;
    if (again) faults.push({ code: 'twice-in-file', target: asked.kind === 'stock' ? 'productId' : identity, value: asked.kind === 'stock' ? '' : (key ?? '') });
    else if (key !== null) this.seen.set(key, line);
    const found = keys.map((one) => existing.get(one)).find((one) => one !== undefined) ?? null;
    const mode = asked.mapping.mode ?? 'skip';
    if (found !== null && !again) {
      if (mode === 'skip') return { ...judged('skip'), faults: [] };
      if (mode === 'create') faults.push({ code: 'exists-already', target: identity, value: key ?? '' });
      else if (found === 'ambiguous') faults.push({ code: 'ambiguous', target: identity, value: key ?? '' });
    }
    const changes = found !== null && found !== 'ambiguous' && (mode === 'update' || mode === 'both');
    if (mode === 'update' && found === null && !again) return { ...judged('skip'), faults: [] };
    const own = this.own.size === 0 ? [] : faults.filter(({ code, target }) => code === 'reference' && this.own.has(target));
    if (own.length > 0 && (await this.inFile(own))) {
      if (!late) return judged('wait');
      if (asked.state === 'checking') faults.splice(0, faults.length, ...faults.filter((fault) => !own.includes(fault)));
    }
    faults.push(...this.refused(row, faults, changes));
    if (!changes) faults.push(...this.takenBy(body, values));
    return judged(changes ? 'update' : 'create', changes ? found : null);
  }

  private async person(row: ReadBundle & Bundle): Promise<Judged> {
    const { people } = this.tools;
    const body = row.body as PersonRow;
    const faults = [...row.faults, ...(await people.faults(body))];
    const skip = faults.length === 0 && (await people.exists(body));
    return { ...row, faults, verdict: skip ? 'skip' : 'create', id: null, key: null };
  }

  /** What the model says about the body, as far as it was not said already; what will be created counts as there. */
  private refused({ body, missing, lineRows }: ReadBundle, faults: readonly RowFault[], changes: boolean): RowFault[] {
    const found = this.tools.writers.faults(this.asked.kind, body, changes);
    if (found.length === 0) return [];
    const ofLine = new Set(this.targets.filter(({ line }) => line).map(({ name }) => name));
    const keyOf = ({ target, line }: RowFault) => (ofLine.has(target) ? `${target}@${line ?? ''}` : target);
    const told = new Set([...faults.map(keyOf), ...missing.map(({ target }) => target.name)]);
    return found.map((fault) => faultAt(fault, body, lineRows)).filter((fault) => !told.has(keyOf(fault)));
  }

  /** A product is found once in each warehouse, which may be one that comes with the file. */
  private placeOf(cells: readonly string[]): string[] {
    const [product, warehouse] = ['productId', 'warehouseId'].map((name) => this.reader.cellOf(name)?.of(cells).toLowerCase() ?? '');
    return product && warehouse ? [`${product} ${warehouse}`] : [];
  }

  /** In which currency a row’s money is that does not say so: that of the contract it belongs to, or of the record it changes. */
  private async currencies(rows: readonly Cells[]): Promise<(cells: Cells) => string | null> {
    const { kind, mapping } = this.asked;
    const ofContract = kind === 'receivable' || kind === 'payment';
    const changes = mapping.mode === 'update' || mapping.mode === 'both';
    if (!ofContract && !(changes && PRICED.includes(kind) && !this.reader.cellOf('currency'))) return () => null;
    const idOf = ofContract ? (cells: Cells) => this.reader.refOf('contractId', cells) : await this.changed(rows);
    const ids = rows.map(idOf).filter((id) => id !== null);
    const known = await this.lookup.currencies(ofContract ? 'contract' : kind, ids);
    return (cells) => known.get(idOf(cells) ?? '') ?? null;
  }
  private async changed(rows: readonly Cells[]): Promise<(cells: Cells) => string | null> {
    const textOf = (cells: Cells) => this.reader.cellOf(this.identity)?.of(cells) ?? '';
    const found = await this.lookup.existing(this.asked.kind, this.identity, [...new Set(rows.map(textOf))].filter(Boolean));
    return (cells) => found.get(this.lookup.keyOf(this.identity, textOf(cells))) ?? null;
  }

  /** Whether what a row points at is a row of the same file. */
  private async inFile(faults: readonly RowFault[]): Promise<boolean> {
    if (!this.names) {
      this.names = new Set();
      const name = this.reader.cellOf('name');
      for await (const page of this.tools.rows.after(this.asked.id, 0)) for (const { cells } of page) this.names.add(name?.of(cells).toLowerCase() ?? '');
    }
    return faults.every(({ value }) => this.names?.has(value.toLowerCase()));
  }

  /** Values that may exist once and are there already: in the database, and while checking in rows before. */
  private async uniques(rows: readonly ReadBundle[]): Promise<Map<string, Set<string>>> {
    const table = tableOf(this.asked.kind);
    const values = new Map<string, Set<string>>();
    for (const [column = '', ...more] of table.unique ?? []) {
      if (more.some((name) => name !== 'deletedKey')) continue;
      const asked = [...new Set(rows.flatMap(({ body }) => textsOf(body[column])))];
      const where = isIn(`\`${column}\``, asked);
      const found = asked.length === 0 ? [] : await this.tools.db.read<{ value: string }>(`SELECT \`${column}\` AS \`value\` FROM \`${table.table}\` WHERE \`deletedKey\` = '' AND ${where.text}`, [...where.params]);
      const kept = this.asked.state === 'checking' ? (this.taken.get(column) ?? new Set<string>()) : new Set<string>();
      this.taken.set(column, kept);
      for (const { value } of found) kept.add(value.toLowerCase());
      values.set(column, kept);
    }
    return values;
  }
  private takenBy(body: ReadBundle['body'], values: ReadonlyMap<string, Set<string>>): RowFault[] {
    const faults: RowFault[] = [];
    for (const [column, taken] of values) {
      const value = body[column] as string | undefined;
      if (value && taken.has(value.toLowerCase())) faults.push({ code: 'taken', target: column, value });
      if (value) taken.add(value.toLowerCase());
    }
    return faults;
  }
}

const textsOf = (value: unknown): string[] => (Array.isArray(value) ? value : [value]).filter((one): one is string => typeof one === 'string' && one !== '');
