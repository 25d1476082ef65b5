import type { Database, Dictionary, Options, RunningJob, UnitOfWork } from '#kernel/api';
import { Problem, tableOf } from '#kernel/api';
import type { ImportView } from '#imports/model';
import { Faults } from './faults.ts';
import type { ImportQueries, StoredRow } from './import.queries.ts';
import { Lookup } from './lookup.ts';
import type { PeopleRows, PersonRow } from './people-rows.ts';
import { RowReader, type ReadRow, type RowFault } from './row-reader.ts';
import { TARGETS } from './targets.ts';
import type { Made, Writers } from './writers.ts';

export interface Tools {
  readonly queries: ImportQueries;
  readonly writers: Writers;
  readonly people: PeopleRows;
  readonly db: Database;
  readonly work: UnitOfWork;
  readonly options: Options;
  readonly words: Dictionary;
  readonly currency: string;
}
/** A row waits for another one of its file, is known already, or is what it is. */
type Judged = ReadRow & { readonly waits: boolean; readonly skips: boolean };

/** One import on its way through its rows: checking them, then writing them. */
export class ImportRun {
  private readonly lookup: Lookup;
  private readonly reader: RowReader;
  private readonly source: string;
  private readonly seen = new Set<string>();
  private names: Set<string> | null = null;

  constructor(
    private readonly asked: ImportView,
    private readonly tools: Tools,
  ) {
    const { mapping, kind, columns } = asked;
    this.source = mapping.source ?? 'import';
    this.lookup = new Lookup(tools.db, this.source);
    this.reader = new RowReader(mapping, TARGETS[kind], columns.map(({ name }) => name), this.lookup, tools.options, tools.words, tools.currency);
  }

  /** Reads every row that was not written yet, without writing any, and tells what would happen. */
  async check(job: RunningJob): Promise<void> {
    const { queries, work } = this.tools;
    const { id, rows } = this.asked;
    const faults = new Faults();
    const missing = new Map<string, Set<string>>();
    let [create, skip] = [0, 0];
    await queries.reopen(id);
    for (let page = await queries.rows(id, 0, { open: true, size: 500 }); page.length > 0; page = await queries.rows(id, page.at(-1)?.line ?? 0, { open: true, size: 500 })) {
      const known = await this.known(page);
      const judged: (Judged & { line: number })[] = [];
      for (const row of page) judged.push({ ...(await this.judge(row, known)), line: row.line });
      for (const one of judged) {
        faults.add(one.line, one.faults);
        if (one.skips) skip++;
        else if (one.faults.length === 0) create++;
        for (const { target, name } of one.missing) missing.set(target.to ?? target.set ?? '', (missing.get(target.to ?? target.set ?? '') ?? new Set()).add(name.toLowerCase()));
      }
      await work.run(async () => {
        for (const { line, faults: own } of judged) if (own.length > 0) await queries.outcome(id, line, null, own);
        await queries.set(id, { done: (page.at(-1)?.line ?? 1) - 1 });
        await job.progress((page.at(-1)?.line ?? 1) - 1, rows);
      });
    }
    const also = Object.fromEntries([...missing].map(([kind, names]) => [kind, names.size]));
    await queries.set(id, { state: 'checked', done: rows, report: { create, skip, error: faults.rows, also, groups: faults.told() } });
  }

  /** Writes every row that was not dealt with yet; rows that wait for others of the file come later. */
  async run(job: RunningJob): Promise<void> {
    const { queries } = this.tools;
    const { id, kind } = this.asked;
    let done = this.asked.rows - ((await queries.counts(id)).get('open') ?? 0);
    for (let last = -1; last !== done; ) {
      last = done;
      for (let page = await queries.rows(id, 0, { open: true }); page.length > 0; page = await queries.rows(id, page.at(-1)?.line ?? 0, { open: true })) {
        done += await this.batch(page, job, done, false);
      }
    }
    for (let page = await queries.rows(id, 0, { open: true }); page.length > 0; page = await queries.rows(id, 0, { open: true })) done += await this.batch(page, job, done, true);
    const counts = await queries.counts(id);
    const faults = new Faults();
    for (let page = await queries.badRows(id, 0); page.length > 0; page = await queries.badRows(id, page.at(-1)?.line ?? 0)) for (const row of page) faults.add(row.line, row.faults);
    const { [kind]: own = 0, ...also } = await queries.made(id);
    const create = kind === 'user' ? own : (counts.get('created') ?? 0);
    await queries.set(id, { state: 'done', report: { create, skip: counts.get('skipped') ?? 0, error: counts.get('error') ?? 0, also, groups: faults.told() } });
  }

  /** Writes rows in one unit of work; when one of them is refused, halves are tried until it stands alone. */
  private async batch(rows: readonly StoredRow[], job: RunningJob, done: number, late: boolean): Promise<number> {
    try {
      return await this.tools.work.run(() => this.write(rows, job, done, late));
    } catch (error) {
      this.lookup.forget();
      if (!(error instanceof Problem)) throw error;
      if (rows.length > 1) {
        const half = Math.ceil(rows.length / 2);
        const first = await this.batch(rows.slice(0, half), job, done, late);
        return first + (await this.batch(rows.slice(half), job, done + first, late));
      }
      const faults = (error.errors ?? [{ pointer: '', code: error.code }]).map(({ code, pointer }): RowFault => ({ code, target: pointer.split('/')[1] ?? '', value: '' }));
      await this.tools.work.run(() => this.tools.queries.outcome(this.asked.id, rows[0]?.line ?? 0, 'error', faults));
      return 1;
    }
  }

  private async write(rows: readonly StoredRow[], job: RunningJob, before: number, late: boolean): Promise<number> {
    const { queries } = this.tools;
    const { id, rows: total } = this.asked;
    const known = await this.known(rows);
    const made: (Made & { line: number })[] = [];
    let done = 0;
    this.seen.clear();
    for (const row of rows) {
      const judged = await this.judge(row, known, late);
      if (judged.waits) continue;
      done++;
      if (judged.skips) await queries.outcome(id, row.line, 'skipped');
      else if (judged.faults.length > 0) await queries.outcome(id, row.line, 'error', judged.faults);
      else {
        for (const one of await this.make(judged)) made.push({ ...one, line: row.line });
        await queries.outcome(id, row.line, 'created');
      }
    }
    await queries.remember(id, made);
    await queries.set(id, { done: before + done });
    await job.progress(before + done, total);
    return done;
  }

  private async make({ body, missing }: ReadRow): Promise<Made[]> {
    const { kind } = this.asked;
    if (kind === 'user') return this.tools.people.write(body as PersonRow);
    const made: Made[] = [];
    const whole = { ...body };
    for (const { target, name } of missing) {
      const found = target.kind === 'ref' ? await this.lookup.find(target.to ?? '', name) : null;
      const created = found && found !== 'ambiguous' ? { made: null, value: found } : await this.tools.writers.createMissing(target, name);
      whole[target.name] = created.value;
      if (created.made) made.push(created.made);
      if (target.to) this.lookup.learn(target.to, name, created.value);
    }
    const one = await this.tools.writers.write(kind, { ...whole, ...(whole['externalId'] ? { externalSource: this.source } : {}) });
    this.lookup.learn(kind, one.name, one.id);
    return [...made, one];
  }

  private async judge(row: StoredRow, known: { ids: Set<string>; values: Map<string, Set<string>> }, late = true): Promise<Judged> {
    const { kind, columns } = this.asked;
    const read = await this.reader.read(row.cells);
    if (row.cells.length > columns.length) read.faults.push({ code: 'too-many-cells', target: '', value: String(row.cells.length) });
    if (kind === 'user') {
      read.faults.push(...this.tools.people.faults(read.body as PersonRow));
      return { ...read, waits: false, skips: read.faults.length === 0 && (await this.tools.people.exists(read.body as PersonRow)) };
    }
    const externalId = read.body['externalId'] as string | undefined;
    const again = externalId !== undefined && this.seen.has(externalId);
    if (externalId !== undefined) this.seen.add(externalId);
    if (again) read.faults.push({ code: 'twice-in-file', target: 'externalId', value: externalId });
    if (!again && externalId !== undefined && known.ids.has(externalId)) return { ...read, waits: false, skips: true };
    const own = read.faults.filter(({ code, target }) => code === 'reference' && this.isOwn(target));
    if (own.length > 0 && (await this.inFile(own))) {
      if (!late) return { ...read, waits: true, skips: false };
      if (this.asked.state === 'checking') read.faults.splice(0, read.faults.length, ...read.faults.filter((fault) => !own.includes(fault)));
    }
    read.faults.push(...this.refused(read));
    for (const [column, taken] of known.values) {
      const value = read.body[column] as string | undefined;
      if (value && taken.has(value.toLowerCase())) read.faults.push({ code: 'taken', target: column, value });
      if (value) taken.add(value.toLowerCase());
    }
    return { ...read, waits: false, skips: false };
  }

  /** What the model says about the body, as far as it was not said already; what will be created counts as there. */
  private refused({ body, faults, missing }: ReadRow): RowFault[] {
    const told = new Set([...faults.map(({ target }) => target), ...missing.map(({ target }) => target.name)]);
    return this.tools.writers.faults(this.asked.kind, body).flatMap(({ pointer, code }) => {
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

  /** What of these rows is there already: ids of the file's system, and values that may exist once. */
  private async known(rows: readonly StoredRow[]): Promise<{ ids: Set<string>; values: Map<string, Set<string>> }> {
    const { kind } = this.asked;
    const texts = (target: string) => [...new Set(rows.map(({ cells }) => this.reader.textOf(this.reader.ruleOf(target), cells)).filter(Boolean))];
    const ids = kind === 'user' ? new Set<string>() : await this.lookup.taken(kind, texts('externalId'));
    const values = new Map<string, Set<string>>();
    for (const [column = ''] of kind === 'user' ? [] : (tableOf(kind).unique ?? [])) {
      const asked = texts(column);
      const found = asked.length === 0 ? [] : await this.tools.db.read<{ value: string }>(`SELECT \`${column}\` AS \`value\` FROM \`${tableOf(kind).table}\` WHERE \`deletedKey\` = '' AND \`${column}\` IN (${asked.map(() => '?').join(', ')})`, asked);
      const kept = this.taken.get(column) ?? new Set<string>();
      this.taken.set(column, kept);
      for (const { value } of found) kept.add(value.toLowerCase());
      values.set(column, this.asked.state === 'checking' ? kept : new Set(found.map(({ value }) => value.toLowerCase())));
    }
    return { ids, values };
  }
  private readonly taken = new Map<string, Set<string>>();
}
