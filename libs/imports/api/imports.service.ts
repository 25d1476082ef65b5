import { Injectable, type OnModuleInit } from '@nestjs/common';
import { stringify } from 'csv-stringify/sync';
import { Principals } from '#accounts/api';
import { as, Clock, currentPrincipal, Database, Dictionary, Forbidden, Invalid, Jobs, LeaseLost, NotFound, Options, reachOf, Rejected, StoredFiles, toStoredMoment, UnitOfWork, Workspace, type RunningJob } from '#kernel/api';
import { IMPORT_KINDS } from '#imports/model';
import type { CellChange, EarlierMapping, ImportKind, ImportMapping, ImportRowView, ImportTarget, ImportView, ReadingChange } from '#imports/model';
import { readFile } from './files/read-file.ts';
import type { Asked } from './files/source-table.ts';
import { ImportQueries } from './import.queries.ts';
import { ImportRun, reportOf, Stopped, type Tools } from './import-run.ts';
import { undoImport } from './import-undo.ts';
import { PeopleRows } from './people-rows.ts';
import { fitting, identitiesOf, rulesOf, suggest, TARGETS } from './targets.ts';
import { Writers } from './writers.ts';

type Phase = 'check' | 'run' | 'undo';
type State = ImportView['state'];
const FROM: Readonly<Record<Phase, readonly State[]>> = { check: ['uploaded', 'checked', 'failed'], run: ['checked', 'paused'], undo: ['done', 'paused', 'cancelled'] };
const STATE = { check: 'checking', run: 'running', undo: 'undoing' } as const;
const EDITABLE: readonly State[] = ['uploaded', 'checked', 'failed'];
const UNDO_DAYS = 7;
const PAGE = 50;

/** Files on their way into the workspace: uploaded, mapped, checked, run, and taken back. */
@Injectable()
export class Imports implements OnModuleInit {
  constructor(
    private readonly queries: ImportQueries,
    private readonly files: StoredFiles,
    private readonly writers: Writers,
    private readonly people: PeopleRows,
    private readonly db: Database,
    private readonly work: UnitOfWork,
    private readonly jobs: Jobs,
    private readonly options: Options,
    private readonly words: Dictionary,
    private readonly workspace: Workspace,
    private readonly principals: Principals,
    private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.jobs.define<{ id: string; phase: Phase }>('import', (job) => this.proceed(job));
  }

  targets(): Record<string, readonly ImportTarget[]> {
    const told = (kind: ImportKind) => TARGETS[kind].map((target) => (identitiesOf(kind).includes(target.name) ? { ...target, identifies: true } : target));
    return Object.fromEntries(IMPORT_KINDS.filter(this.may).map((kind) => [kind, told(kind)]));
  }

  /** Takes a file and suggests how its columns become fields. Throws Invalid with what is wrong with it. */
  async upload(kind: ImportKind, name: string, bytes: Uint8Array, asked: Asked = {}): Promise<ImportView> {
    if (!this.may(kind)) throw new Forbidden(`${kind}.import`);
    const now = toStoredMoment(this.clock.now().toISOString());
    const id = await this.queries.start(kind, name, currentPrincipal().id ?? '', now);
    try {
      await this.read(id, kind, bytes, asked);
      await this.files.keep(id, bytes);
    } catch (error) {
      await this.queries.drop(id);
      throw error;
    }
    return this.queries.get(id);
  }
  /** Reads the file another way: in another encoding, cut by another delimiter, from another sheet or row. */
  async reread(id: string, asked: ReadingChange): Promise<ImportView> {
    const { kind, reading } = await this.editable(id);
    const bytes = await this.files.bytes(id);
    if (!bytes) throw new NotFound();
    await this.queries.dropRows(id);
    try {
      await this.read(id, kind, bytes, asked);
    } catch (error) {
      await this.queries.dropRows(id);
      await this.read(id, kind, bytes, reading);
      throw error;
    }
    return this.queries.get(id);
  }

  list(): Promise<ImportView[]> {
    const { id } = currentPrincipal();
    return this.queries.list(reachOf('user.import') ? null : id);
  }
  /** One's own import, or any for those who may import people. Throws NotFound. */
  async get(id: string): Promise<ImportView> {
    const found = await this.queries.get(id);
    if (found.userId !== currentPrincipal().id && !reachOf('user.import')) throw new NotFound();
    return found;
  }

  async map(id: string, mapping: ImportMapping): Promise<ImportView> {
    const { kind } = await this.editable(id);
    if (mapping.identity && !identitiesOf(kind).includes(mapping.identity)) throw new Invalid([{ pointer: '/identity', code: 'choice', params: { choices: identitiesOf(kind) } }]);
    await this.queries.set(id, { mapping, state: 'uploaded', report: null });
    return this.queries.get(id);
  }
  /** Mappings of one's earlier imports whose columns this file has, too. */
  async earlier(id: string): Promise<EarlierMapping[]> {
    const { kind, columns, userId } = await this.get(id);
    return fitting(await this.queries.earlier(kind, userId), columns);
  }
  /** Rows as they stand in the file, after a line; or those alone that something is wrong with. */
  async rows(id: string, after: number, bad: boolean): Promise<ImportRowView[]> {
    await this.get(id);
    if (bad) return (await this.queries.badRows(id, after)).slice(0, PAGE);
    return (await this.queries.rows(id, after, { size: PAGE })).map((row) => ({ ...row, faults: [] }));
  }
  /** Puts a cell of a row right and looks at the row again. */
  async correct(id: string, line: number, { column, value }: CellChange): Promise<ImportView> {
    const asked = await this.editable(id);
    const at = asked.columns.findIndex(({ name }) => name === column);
    const row = await this.queries.openRow(id, line);
    if (at < 0) throw new Invalid([{ pointer: '/column', code: 'choice' }]);
    if (!row) throw new NotFound();
    const cells = asked.columns.map((_, index) => (index === at ? (value ?? '') : (row.cells[index] ?? '')));
    const run = new ImportRun({ ...asked, state: 'checking' }, await this.tools());
    const { verdict, faults } = await run.look({ line, cells });
    await this.work.run(async () => {
      await this.queries.setCells(id, line, cells);
      await this.queries.outcome(id, [line], null, faults);
    });
    if (asked.report) {
      const error = await this.queries.faulty(id);
      const { groups } = await reportOf(asked, this.queries);
      const count = verdict === 'wait' ? 'create' : verdict;
      await this.queries.set(id, { report: { ...asked.report, groups, error, [count]: asked.report[count] + asked.report.error - error } });
    }
    return this.queries.get(id);
  }

  /** Stops a run for a while; what was written stays. */
  pause(id: string): Promise<ImportView> {
    return this.stop(id, { running: 'paused' });
  }
  /** Ends a check or a run before its end; what was written stays and can be taken back. */
  cancel(id: string): Promise<ImportView> {
    return this.stop(id, { checking: 'uploaded', running: 'cancelled', paused: 'cancelled' });
  }
  private async stop(id: string, to: Partial<Record<State, State>>): Promise<ImportView> {
    await this.work.run(async () => {
      const asked = await this.get(id);
      const state = to[asked.state];
      if (!state) throw new Rejected('import-state', { state: asked.state });
      await this.queries.set(id, { state, ...(state === 'uploaded' ? {} : { report: await reportOf(asked, this.queries) }) });
    });
    return this.queries.get(id);
  }
  private async editable(id: string): Promise<ImportView> {
    const asked = await this.get(id);
    if (!EDITABLE.includes(asked.state)) throw new Rejected('import-state', { state: asked.state });
    return asked;
  }
  private async read(id: string, kind: ImportKind, bytes: Uint8Array, asked: Asked): Promise<void> {
    const { reading, columns, rows } = await readFile(bytes, asked, (part, line) => this.queries.addRows(id, part, line));
    const given = suggest(kind, columns.map(({ name }) => name), ({ label }) => [this.words.say('en', label), this.words.say('zh-CN', label)]); // prettier-ignore
    const [known] = fitting(await this.queries.earlier(kind, currentPrincipal().id ?? ''), columns);
    const { currency } = await this.workspace.settings();
    const mapping = known?.mapping ?? { source: 'import', mode: 'skip' as const, identity: null, columns: rulesOf(kind, given, currency) };
    await this.queries.set(id, { state: 'uploaded', rows, reading, columns, mapping, report: null });
  }

  /** Starts a phase in the background. */
  async start(id: string, phase: Phase): Promise<ImportView> {
    await this.work.run(async () => {
      const asked = await this.get(id);
      if (!FROM[phase].includes(asked.state)) throw new Rejected('import-state', { state: asked.state });
      const age = this.clock.now().getTime() - Date.parse(asked.createdAt);
      if (phase === 'undo' && age > UNDO_DAYS * 86_400_000) throw new Rejected('import-too-old', { days: UNDO_DAYS });
      await this.queries.set(id, { state: STATE[phase], ...(asked.state === 'paused' ? {} : { done: 0 }) });
      if (phase === 'run') await this.files.drop(id);
      await this.jobs.add('import', { id, phase });
    });
    return this.queries.get(id);
  }

  /** The rows that failed, as they were, with the reasons beside them; CSV. */
  async badRows(id: string): Promise<string> {
    const { columns } = await this.get(id);
    const { language } = currentPrincipal();
    const lines: string[][] = [['#', ...columns.map(({ name }) => name), this.words.say(language, 'import.reason')]];
    for (let page = await this.queries.badRows(id, 0); page.length > 0; page = await this.queries.badRows(id, page.at(-1)?.line ?? 0)) {
      for (const { line, cells, faults } of page) {
        const reason = faults.map(({ code, target }) => `${target}: ${this.words.say(language, `problem.${code}`)}`).join('; ');
        lines.push([String(line), ...columns.map((_, index) => cells[index] ?? ''), reason]);
      }
    }
    return stringify(lines, { bom: true, record_delimiter: 'windows', escape_formulas: true });
  }

  private may = (kind: string) => reachOf(`${kind}.import`) !== null;

  private async proceed(job: RunningJob<{ id: string; phase: Phase }>): Promise<void> {
    const { id, phase } = job.payload;
    const asked = await this.queries.get(id);
    if (asked.state !== STATE[phase]) return;
    const principal = await this.principals.of(asked.userId);
    try {
      if (!principal) throw new Forbidden(`${asked.kind}.import`);
      await as(principal, async () => {
        const tools = await this.tools();
        if (phase === 'undo') return undoImport(asked, tools, job);
        return new ImportRun(asked, tools)[phase](job);
      });
    } catch (error) {
      if (error instanceof Stopped) return;
      if (!(error instanceof LeaseLost)) await this.queries.set(id, { state: 'failed' });
      throw error;
    }
  }

  private async tools(): Promise<Tools> {
    const { currency } = await this.workspace.settings();
    const { queries, writers, people, db, work, options, words } = this;
    return { queries, writers, people, db, work, options, words, currency };
  }
}
