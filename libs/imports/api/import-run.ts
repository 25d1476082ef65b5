import type { Database, Dictionary, Options, RunningJob, Sealing, UnitOfWork } from '#kernel/api';
import { Problem } from '#kernel/api';
import type { ImportReport } from '#imports/model';
import { faultAt } from './bundle-reader.ts';
import { bundlesOf, partsOf, type Bundle, type Bundles } from './bundles.ts';
import { Faults } from './faults.ts';
import { findingsOf, linesOf } from './findings.ts';
import type { ImportMadeQueries } from './import-made.queries.ts';
import type { ImportQueries, StoredImport, Tally } from './import.queries.ts';
import type { ImportRowQueries } from './import-rows.queries.ts';
import { made } from './row-maker.ts';
import type { PeopleRows } from './people-rows.ts';
import { RowJudge, type Judged } from './row-judge.ts';
import type { Made, Writers } from './writers.ts';

export interface Tools {
  readonly queries: ImportQueries;
  readonly rows: ImportRowQueries;
  readonly made: ImportMadeQueries;
  readonly writers: Writers;
  readonly people: PeopleRows;
  readonly db: Database;
  readonly work: UnitOfWork;
  readonly options: Options;
  readonly words: Dictionary;
  readonly sealing: Sealing;
  readonly currency: string;
}
/** Somebody stopped the import; what was written stays. */
export class Stopped extends Error {}

/** An import writing its rows: a batch, its audit and how far it has come in one unit of work each. */
export class ImportRun {
  private readonly judge: RowJudge;
  private readonly bundles: Bundles;
  private tally: Tally;
  private position: number;
  private batches = 1;

  constructor(
    private readonly asked: StoredImport,
    private readonly tools: Tools,
    private readonly job: RunningJob,
  ) {
    this.judge = new RowJudge(asked, tools);
    this.bundles = bundlesOf(asked, tools.rows);
    this.tally = asked.tally;
    this.position = asked.position;
  }

  /** Writes every row that was not dealt with yet; rows that wait for others of the file come later. */
  async run(): Promise<void> {
    const { queries, rows, made: remembered } = this.tools;
    const { id } = this.asked;
    this.batches = await remembered.next(id);
    await this.through(this.bundles.after(this.position), false);
    for (let last = -1; last !== this.tally.rows; ) {
      last = this.tally.rows;
      await this.through(this.bundles.waiting(), false);
    }
    await this.through(this.bundles.waiting(), true);
    await queries.set(id, { state: 'done', done: this.tally.rows, report: await reportOf(id, this.tally, rows) });
  }

  /** While one batch is being written, the next one is judged; people are not, for a row may bring the next one's manager. */
  private async through(pages: AsyncIterable<Bundle[]>, late: boolean): Promise<void> {
    let before = Promise.resolve();
    for await (const page of pages) {
      if (this.asked.kind === 'user') await before;
      const judged = await this.judge.judge(page, late).catch(async (error: unknown) => {
        await before;
        throw error;
      });
      await before;
      before = this.batch(judged, late);
      // Whatever it throws is told where it is waited for.
      before.catch(() => undefined);
    }
    await before;
  }

  /** Writes rows in one unit of work; when one of them is refused, halves are tried until it stands alone. */
  private async batch(rows: readonly Judged[], late: boolean): Promise<void> {
    try {
      await this.tools.work.run(() => this.write(rows));
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      this.judge.lookup.forget();
      if (rows.length === 1) return this.refuse(rows[0] as Judged, error);
      const half = Math.ceil(rows.length / 2);
      for (const part of [rows.slice(0, half), rows.slice(half)]) await this.batch(await this.judge.judge(part, late), late);
    }
  }
  private async refuse(row: Judged, error: Problem): Promise<void> {
    const { code, params, errors = [{ pointer: '', code }] } = error;
    const faults = errors.map((fault) => faultAt({ ...(params ? { params } : {}), ...fault }, row.body, row.lineRows));
    await this.tools.work.run(() => this.write([{ ...row, faults, verdict: 'create' }]));
  }

  private async write(judged: readonly Judged[]): Promise<void> {
    const { queries, rows, made: remembered, writers } = this.tools;
    const { id, kind } = this.asked;
    const settled = judged.filter(({ verdict }) => verdict !== 'wait');
    const good = settled.filter(({ faults }) => faults.length === 0);
    const fresh = good.filter(({ verdict }) => verdict === 'create');
    const makes = await made(fresh, this.asked, this.tools, this.judge.lookup);
    const records: (Made & { line: number })[] = makes.records;
    let updated = 0;
    for (const { line, id: record, body } of good.filter(({ verdict }) => verdict === 'update')) {
      const changed = await writers.change(kind, record ?? '', body);
      if (changed) records.push({ ...changed, line });
      if (changed) updated++;
    }
    const last = judged.at(-1)?.line ?? 0;
    const again = judged.filter(({ line, verdict }) => line <= this.position && verdict !== 'wait');
    const waits = judged.filter(({ verdict, line }) => verdict === 'wait' && line > this.position).map((row) => ({ ...row, faults: [] }));
    const bad = settled.filter(({ faults }) => faults.length > 0);
    await rows.note(id, [...waits, ...bad].flatMap(findingsOf), again.flatMap(linesOf));
    await remembered.remember(id, this.batches, records);
    const created = records.filter(({ before }) => !before);
    const tally = added(this.tally, {
      rows: count(settled), create: kind === 'user' ? created.filter((one) => one.kind === 'user').length : fresh.length, update: updated,
      skip: good.length - fresh.length - updated, error: count(bad), also: kinds(created.filter((one) => one.kind !== kind).map((one) => one.kind)),
    }); // prettier-ignore
    const position = Math.max(this.position, last);
    if (!(await queries.setWhile('running', id, { done: tally.rows, position, tally }))) throw new Stopped();
    await this.job.progress(tally.rows, this.asked.rows);
    this.tools.work.afterCommit(() => {
      Object.assign(this, { tally, position, batches: this.batches + (records.length > 0 ? 1 : 0) });
      for (const [name, to, key] of makes.learnt) this.judge.lookup.learn(to, name, key);
      for (const record of created) if (record.kind === kind) this.judge.learn(record.name, record.id);
    });
  }
}

/** How many rows of the file these are. */
const count = (bundles: readonly Bundle[]): number => bundles.reduce((sum, one) => sum + partsOf(one).length, 0);
const kinds = (all: readonly string[]): Record<string, number> => Object.fromEntries([...Map.groupBy(all, (kind) => kind)].map(([kind, own]) => [kind, own.length]));
function added(one: Tally, other: Tally): Tally {
  const also: Record<string, number> = { ...one.also };
  for (const [kind, n] of Object.entries(other.also)) also[kind] = (also[kind] ?? 0) + n;
  const { rows, create, update, skip, error } = one;
  return { rows: rows + other.rows, create: create + other.create, update: update + other.update, skip: skip + other.skip, error: error + other.error, also };
}

/** What an import has done so far. */
export async function reportOf(id: string, { create, update, skip, error, also }: Tally, rows: ImportRowQueries): Promise<ImportReport> {
  return { create, update, skip, error, also, groups: (await faultsOf(id, rows)).told(), warnings: [] };
}
/** Everything that is wrong with rows, by its cause. */
export async function faultsOf(id: string, rows: ImportRowQueries): Promise<Faults> {
  const faults = new Faults();
  for (let page = await rows.bad(id, 0); page.length > 0; page = await rows.bad(id, page.at(-1)?.line ?? 0)) for (const row of page) faults.add(row.line, row.faults);
  return faults;
}
