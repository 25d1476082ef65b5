import { isIn, tableOf } from '#kernel/api';
import type { ImportTarget, ImportView } from '#imports/model';
import type { StoredRow } from './import.queries.ts';
import { Lookup } from './lookup.ts';
import type { PersonRow } from './people-rows.ts';
import { RowReader, type ReadRow, type RowFault } from './row-reader.ts';
import { TARGETS } from './targets.ts';
import type { Tools } from './import-run.ts';

/** What becomes of a row: it waits for another one of its file, or it creates, changes or leaves a record alone. */
export interface Judged extends ReadRow {
  readonly line: number;
  readonly verdict: 'wait' | 'skip' | 'create' | 'update';
  /** The record it changes. */
  readonly id: string | null;
  readonly key: string | null;
}

/** Knows what each row of a file means for the records there are. */
export class RowJudge {
  readonly lookup: Lookup;
  private readonly reader: RowReader;
  private readonly identity: string;
  /** Keys of rows that were dealt with. */
  private readonly seen = new Set<string>();
  private readonly taken = new Map<string, Set<string>>();
  private names: Set<string> | null = null;

  constructor(
    private readonly asked: ImportView,
    private readonly tools: Tools,
  ) {
    const { mapping, kind, columns } = asked;
    this.identity = mapping.identity ?? 'externalId';
    this.lookup = new Lookup(tools.db, mapping.source ?? 'import');
    this.reader = new RowReader(mapping, TARGETS[kind], columns.map(({ name }) => name), this.lookup, tools.options, tools.words, tools.currency); // prettier-ignore
  }

  /** Judges rows together; `late` ones wait no longer for others of their file. */
  async judge(rows: readonly StoredRow[], late: boolean): Promise<Judged[]> {
    const read = [];
    for (const { line, cells } of rows) read.push({ ...(await this.reader.read(cells)), line, cells });
    if (this.asked.kind === 'user') return Promise.all(read.map((row) => this.person(row)));
    const spelt = read.map((row) => ({ ...row, body: this.tools.writers.spelt(this.asked.kind, row.body) }));
    const existing = await this.lookup.existing(this.asked.kind, this.identity, spelt.flatMap(({ body }) => textsOf(body[this.identity])));
    const values = await this.uniques(spelt.map(({ body }) => body));
    const here = new Set<string>();
    const judged: Judged[] = [];
    for (const row of spelt) judged.push(await this.one(row, existing, values, here, late));
    return judged;
  }
  /** Remembers that rows were dealt with, so that a second one of the same key is noticed. */
  settle(rows: readonly Judged[]): void {
    for (const { key, verdict } of rows) if (key !== null && verdict !== 'wait') this.seen.add(key);
  }

  private async one(row: ReadRow & StoredRow, existing: ReadonlyMap<string, string | 'ambiguous'>, values: Map<string, Set<string>>, here: Set<string>, late: boolean): Promise<Judged> {
    const { columns, mapping } = this.asked;
    const { body, missing, line } = row;
    const faults = [...row.faults];
    if (row.cells.length > columns.length && row.cells.slice(columns.length).some(Boolean)) faults.push({ code: 'too-many-cells', target: '', value: String(row.cells.length) });
    const keys = textsOf(body[this.identity]).map((text) => this.lookup.keyOf(this.identity, text));
    const key = keys[0] ?? null;
    const judged = (verdict: Judged['verdict'], id: string | null = null): Judged => ({ body, missing, faults, line, verdict, id, key });
    if (key !== null && (here.has(key) || this.seen.has(key))) faults.push({ code: 'twice-in-file', target: this.identity, value: key });
    else if (key !== null) here.add(key);
    const found = keys.map((one) => existing.get(one)).find((one) => one !== undefined) ?? null;
    const mode = mapping.mode ?? 'skip';
    const again = faults.some(({ code }) => code === 'twice-in-file');
    if (found !== null && !again) {
      if (mode === 'skip') return { ...judged('skip'), faults: [] };
      if (mode === 'create') faults.push({ code: 'exists-already', target: this.identity, value: key ?? '' });
      else if (found === 'ambiguous') faults.push({ code: 'ambiguous', target: this.identity, value: key ?? '' });
    }
    const changes = found !== null && found !== 'ambiguous' && (mode === 'update' || mode === 'both');
    if (mode === 'update' && found === null && !again) return { ...judged('skip'), faults: [] };
    const own = faults.filter(({ code, target }) => code === 'reference' && this.isOwn(target));
    if (own.length > 0 && (await this.inFile(own))) {
      if (!late) return judged('wait');
      if (this.asked.state === 'checking') faults.splice(0, faults.length, ...faults.filter((fault) => !own.includes(fault)));
    }
    faults.push(...this.refused(row, faults, changes));
    for (const [column, taken] of changes ? [] : values) {
      const value = body[column] as string | undefined;
      if (value && taken.has(value.toLowerCase())) faults.push({ code: 'taken', target: column, value });
      if (value) taken.add(value.toLowerCase());
    }
    return judged(changes ? 'update' : 'create', changes ? found : null);
  }

  private async person(row: ReadRow & StoredRow): Promise<Judged> {
    const { people } = this.tools;
    const body = row.body as PersonRow;
    const faults = [...row.faults, ...people.faults(body)];
    const skip = faults.length === 0 && (await people.exists(body));
    return { ...row, faults, verdict: skip ? 'skip' : 'create', id: null, key: null };
  }

  /** What the model says about the body, as far as it was not said already; what will be created counts as there. */
  private refused({ body, missing }: ReadRow, faults: readonly RowFault[], changes: boolean): RowFault[] {
    const told = new Set([...faults.map(({ target }) => target), ...missing.map(({ target }: { target: ImportTarget }) => target.name)]);
    return this.tools.writers.faults(this.asked.kind, body, changes).flatMap(({ pointer, code }) => {
      const target = pointer.split('/')[1] ?? '';
      return told.has(target) ? [] : [{ code, target, value: String(body[target] ?? '') }];
    });
  }

  private isOwn = (target: string) => TARGETS[this.asked.kind].find(({ name }) => name === target)?.to === this.asked.kind;

  /** Whether what a row points at is a row of the same file. */
  private async inFile(faults: readonly RowFault[]): Promise<boolean> {
    if (!this.names) {
      this.names = new Set();
      const rule = this.reader.ruleOf('name');
      for (let page = await this.tools.queries.rows(this.asked.id, 0, { size: 2000 }); page.length > 0; page = await this.tools.queries.rows(this.asked.id, page.at(-1)?.line ?? 0, { size: 2000 })) {
        for (const { cells } of page) this.names.add(this.reader.textOf(rule, cells).toLowerCase());
      }
    }
    return faults.every(({ value }) => this.names?.has(value.toLowerCase()));
  }

  /** Values that may exist once and are there already: in the database, and while checking in rows before. */
  private async uniques(bodies: readonly Readonly<Record<string, unknown>>[]): Promise<Map<string, Set<string>>> {
    const table = tableOf(this.asked.kind);
    const values = new Map<string, Set<string>>();
    for (const [column = ''] of table.unique ?? []) {
      const asked = [...new Set(bodies.flatMap((body) => textsOf(body[column])))];
      const where = isIn(`\`${column}\``, asked);
      const found = asked.length === 0 ? [] : await this.tools.db.read<{ value: string }>(`SELECT \`${column}\` AS \`value\` FROM \`${table.table}\` WHERE \`deletedKey\` = '' AND ${where.text}`, [...where.params]);
      const kept = this.asked.state === 'checking' ? (this.taken.get(column) ?? new Set<string>()) : new Set<string>();
      this.taken.set(column, kept);
      for (const { value } of found) kept.add(value.toLowerCase());
      values.set(column, kept);
    }
    return values;
  }
}

const textsOf = (value: unknown): string[] => (Array.isArray(value) ? value : [value]).filter((one): one is string => typeof one === 'string' && one !== '');
