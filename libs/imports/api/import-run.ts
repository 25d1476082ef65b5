import type { Database, Dictionary, Options, RunningJob, UnitOfWork } from '#kernel/api';
import { Problem } from '#kernel/api';
import type { ImportReport, ImportView } from '#imports/model';
import { Faults } from './faults.ts';
import type { ImportQueries, Outcome, StoredRow } from './import.queries.ts';
import type { PeopleRows, PersonRow } from './people-rows.ts';
import { RowJudge, type Judged } from './row-judge.ts';
import type { RowFault } from './row-reader.ts';
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
/** Somebody stopped the import; what was written stays. */
export class Stopped extends Error {}

/** One import on its way through its rows: checking them, then writing them. */
export class ImportRun {
  private readonly judge: RowJudge;

  constructor(
    private readonly asked: ImportView,
    private readonly tools: Tools,
  ) {
    this.judge = new RowJudge(asked, tools);
  }

  /** Reads every row that was not written yet, without writing any, and tells what would happen. */
  async check(job: RunningJob): Promise<void> {
    const { queries, work } = this.tools;
    const { id, rows } = this.asked;
    const faults = new Faults();
    const missing = new Map<string, Set<string>>();
    const counts = { create: 0, update: 0, skip: 0, wait: 0 };
    let done = 0;
    await queries.reopen(id);
    for await (const page of this.open(500)) {
      const judged = await this.judge.judge(page, true);
      this.judge.settle(judged);
      for (const one of judged) {
        faults.add(one.line, one.faults);
        if (one.faults.length === 0) counts[one.verdict]++;
        for (const { target, name } of one.missing) missing.set(target.to ?? target.set ?? '', (missing.get(target.to ?? target.set ?? '') ?? new Set()).add(name.toLowerCase()));
      }
      done += page.length;
      await work.run(async () => {
        await this.demand('checking');
        for (const { line, faults: own } of judged) if (own.length > 0) await queries.outcome(id, [line], null, own);
        await queries.set(id, { done });
        await job.progress(done, rows);
      });
    }
    const also = Object.fromEntries([...missing].map(([kind, names]) => [kind, names.size]));
    const { create, update, skip } = counts;
    await queries.set(id, { state: 'checked', done: rows, report: { create, update, skip, error: faults.rows, also, groups: faults.told() } });
  }

  /** Looks again at a row that was put right; answers what is still wrong with it. */
  async look(row: StoredRow): Promise<{ verdict: Judged['verdict']; faults: readonly RowFault[] }> {
    const [judged] = await this.judge.judge([row], true);
    return { verdict: judged?.verdict ?? 'skip', faults: judged?.faults ?? [] };
  }

  /** Writes every row that was not dealt with yet; rows that wait for others of the file come later. */
  async run(job: RunningJob): Promise<void> {
    const { queries } = this.tools;
    const { id } = this.asked;
    let done = this.asked.rows - ((await queries.counts(id)).get('open') ?? 0);
    for (let last = -1; last !== done; ) {
      last = done;
      for await (const page of this.open()) done += await this.batch(page, job, done, false);
    }
    for await (const page of this.open()) done += await this.batch(page, job, done, true);
    await queries.set(id, { state: 'done', report: await reportOf(this.asked, queries) });
  }

  /** Rows that were not dealt with, a page at a time. */
  private async *open(size?: number): AsyncGenerator<StoredRow[]> {
    const { queries } = this.tools;
    const asked = { open: true, ...(size ? { size } : {}) };
    for (let page = await queries.rows(this.asked.id, 0, asked); page.length > 0; page = await queries.rows(this.asked.id, page.at(-1)?.line ?? 0, asked)) yield page;
  }
  private async demand(state: ImportView['state']): Promise<void> {
    if ((await this.tools.queries.stateOf(this.asked.id)) !== state) throw new Stopped();
  }

  /** Writes rows in one unit of work; when one of them is refused, halves are tried until it stands alone. */
  private async batch(rows: readonly StoredRow[], job: RunningJob, done: number, late: boolean): Promise<number> {
    try {
      const judged = await this.tools.work.run(() => this.write(rows, job, done, late));
      this.judge.settle(judged);
      return judged.filter(({ verdict }) => verdict !== 'wait').length;
    } catch (error) {
      this.judge.lookup.forget();
      if (!(error instanceof Problem)) throw error;
      if (rows.length > 1) {
        const half = Math.ceil(rows.length / 2);
        const first = await this.batch(rows.slice(0, half), job, done, late);
        return first + (await this.batch(rows.slice(half), job, done + first, late));
      }
      const faults = (error.errors ?? [{ pointer: '', code: error.code }]).map(({ code, pointer }): RowFault => ({ code, target: pointer.split('/')[1] ?? '', value: '' }));
      await this.tools.work.run(() => this.tools.queries.outcome(this.asked.id, [rows[0]?.line ?? 0], 'error', faults));
      return 1;
    }
  }

  private async write(rows: readonly StoredRow[], job: RunningJob, before: number, late: boolean): Promise<readonly Judged[]> {
    const { queries } = this.tools;
    const { id, rows: total } = this.asked;
    await this.demand('running');
    const judged = await this.judge.judge(rows, late);
    const made: (Made & { line: number })[] = [];
    const lines: Record<Outcome, number[]> = { created: [], updated: [], skipped: [], error: [] };
    const good = judged.filter(({ faults, verdict }) => faults.length === 0 && verdict !== 'wait');
    for (const { line, verdict, faults } of judged) {
      if (verdict === 'wait') continue;
      if (faults.length > 0) await queries.outcome(id, [line], 'error', faults);
      else if (verdict === 'skip') lines.skipped.push(line);
    }
    const fresh = good.filter(({ verdict }) => verdict === 'create');
    for (const [index, ones] of (await this.make(fresh)).entries()) {
      const line = fresh[index]?.line ?? 0;
      lines.created.push(line);
      made.push(...ones.map((one) => ({ ...one, line })));
    }
    for (const { line, id: record, body } of good.filter(({ verdict }) => verdict === 'update')) {
      const changed = await this.tools.writers.change(this.asked.kind, record ?? '', body);
      lines[changed ? 'updated' : 'skipped'].push(line);
      if (changed) made.push({ ...changed, line });
    }
    for (const outcome of ['created', 'updated', 'skipped'] as const) await queries.outcome(id, lines[outcome], outcome);
    await queries.remember(id, made);
    const done = before + judged.filter(({ verdict }) => verdict !== 'wait').length;
    await queries.set(id, { done });
    await job.progress(done, total);
    return judged;
  }

  /** Creates the records of rows, each with what it names and what is not there; answers them row by row. */
  private async make(rows: readonly Judged[]): Promise<Made[][]> {
    const { kind, mapping } = this.asked;
    const { people, writers } = this.tools;
    const { lookup } = this.judge;
    if (kind === 'user') {
      const made: Made[][] = [];
      for (const { body } of rows) made.push(await people.write(body as PersonRow));
      return made;
    }
    const before: Made[][] = [];
    const bodies: Record<string, unknown>[] = [];
    for (const { body, missing } of rows) {
      const own: Made[] = [];
      const whole: Record<string, unknown> = { ...body, ...(body['externalId'] ? { externalSource: mapping.source ?? 'import' } : {}) };
      for (const { target, name } of missing) {
        const found = target.kind === 'ref' ? await lookup.find(target.to ?? '', name) : null;
        const created = found && found !== 'ambiguous' ? { made: null, value: found } : await writers.createMissing(target, name);
        whole[target.name] = created.value;
        if (created.made) own.push(created.made);
        if (target.to) lookup.learn(target.to, name, created.value);
      }
      before.push(own);
      bodies.push(whole);
    }
    const written = await writers.write(kind, bodies);
    for (const { name, id } of written) lookup.learn(kind, name, id);
    return written.map((one, index) => [...(before[index] ?? []), one]);
  }
}

/** What an import has done so far. */
export async function reportOf({ id, kind }: ImportView, queries: ImportQueries): Promise<ImportReport> {
  const counts = await queries.counts(id);
  const faults = new Faults();
  for (let page = await queries.badRows(id, 0); page.length > 0; page = await queries.badRows(id, page.at(-1)?.line ?? 0)) for (const row of page) faults.add(row.line, row.faults);
  const { [kind]: own = 0, ...also } = await queries.made(id);
  const create = kind === 'user' ? own : (counts.get('created') ?? 0);
  return { create, update: counts.get('updated') ?? 0, skip: counts.get('skipped') ?? 0, error: counts.get('error') ?? 0, also, groups: faults.told() };
}
