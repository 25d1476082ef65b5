import type { Readable } from 'node:stream';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Principals } from '#accounts/api';
import { as, Audit, Clock, comesAgain, currentPrincipal, Database, Dictionary, Forbidden, Invalid, Jobs, narrowed, NotFound, Options, reachOf, Rejected, Sealing, StoredFiles, tableOf, UnitOfWork, Workspace, type RunningJob } from '#kernel/api';
import { IMPORT_KINDS } from '#imports/model';
import type { CellChange, ImportKind, ImportMapping, ImportReport, ImportResult, ImportRowView, ImportTarget, ImportView, ReadingChange, SavedMapping } from '#imports/model';
import { badRowsOf } from './bad-rows.ts';
import { ImportCheck } from './import-check.ts';
import { ImportFiles } from './import-files.service.ts';
import { ImportMadeQueries } from './import-made.queries.ts';
import { ImportQueries, viewOf, type StoredImport, type Tally } from './import.queries.ts';
import { ImportRowQueries } from './import-rows.queries.ts';
import { faultsOf, ImportRun, reportOf, Stopped, type Tools } from './import-run.ts';
import { bundlesOf } from './bundles.ts';
import { ImportUndo } from './import-undo.ts';
import { findingsOf, linesOf } from './findings.ts';
import { Mappings } from './mappings.service.ts';
import { PeopleRows } from './people-rows.ts';
import { identitiesOf, TARGETS } from './targets.ts';
import { demandOwn, seesFilesOf } from './whose.ts';
import { Writers } from './writers.ts';

type Phase = 'check' | 'run' | 'undo';
/** `by` is whoever asked for it: their rights are those it is done with. */
interface Work {
  readonly id: string;
  readonly phase: Phase;
  readonly by?: string | null;
}
type State = ImportView['state'];
const FROM: Readonly<Record<Phase, readonly State[]>> = { check: ['uploaded', 'checked', 'failed'], run: ['checked', 'paused'], undo: ['done', 'paused', 'cancelled', 'failed'] };
const STATE = { check: 'checking', run: 'running', undo: 'undoing' } as const;
const EDITABLE: readonly State[] = ['uploaded', 'checked', 'failed'];
const UNDO_DAYS = 7;
const PAGE = 50;
/** A line's own fields are ruled by the lines as a whole. */
const fieldOf = ({ name, line }: ImportTarget): string => (line ? 'lines' : name);

/** Files on their way into the workspace: mapped, checked, run, and taken back. */
@Injectable()
export class Imports implements OnModuleInit {
  constructor(
    private readonly queries: ImportQueries,
    private readonly stored: ImportRowQueries,
    private readonly made: ImportMadeQueries,
    private readonly sources: ImportFiles,
    private readonly mappings: Mappings,
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
    private readonly sealing: Sealing,
    private readonly clock: Clock,
    private readonly audit: Audit,
  ) {}

  onModuleInit(): void {
    this.jobs.define<Work>('import', (job) => this.proceed(job));
  }

  targets(): Record<string, readonly ImportTarget[]> {
    const told = (kind: ImportKind) => TARGETS[kind].filter((target) => this.open(kind, fieldOf(target))).map((target) => (identitiesOf(kind).includes(target.name) ? { ...target, identifies: true } : target));
    return Object.fromEntries(IMPORT_KINDS.filter(this.may).map((kind) => [kind, told(kind)]));
  }

  list(before: string | null): Promise<ImportView[]> {
    const { id } = currentPrincipal();
    return this.queries.list(IMPORT_KINDS.every(seesFilesOf) ? null : id, before);
  }
  /** One's own import, or anybody's for those who may import all of its kind and see all that such a file holds. Throws NotFound. */
  async get(id: string): Promise<StoredImport> {
    const found = await this.queries.get(id);
    if (found.userId !== currentPrincipal().id && !seesFilesOf(found.kind)) throw new NotFound();
    return found;
  }

  async view(id: string): Promise<ImportView> {
    return viewOf(await this.get(id));
  }

  async map(id: string, mapping: ImportMapping): Promise<ImportView> {
    const { kind } = await this.editable(id);
    const ofLine = new Map(TARGETS[kind].map((target) => [target.name, fieldOf(target)]));
    const shut = mapping.columns.findIndex(({ target }) => !this.open(kind, ofLine.get(target) ?? target));
    if (shut >= 0) throw new Invalid([{ pointer: `/columns/${shut}/target`, code: 'unknown' }]);
    if (mapping.identity && !(identitiesOf(kind).includes(mapping.identity) && this.open(kind, mapping.identity))) throw new Invalid([{ pointer: '/identity', code: 'choice', params: { choices: identitiesOf(kind) } }]);
    await this.queries.set(id, { mapping, state: 'uploaded', report: null });
    return this.view(id);
  }
  async reread(id: string, asked: ReadingChange): Promise<ImportView> {
    await this.sources.reread(await this.editable(id), asked);
    return this.view(id);
  }
  /** Mappings that were saved and whose columns this file has, too. */
  async fitting(id: string): Promise<SavedMapping[]> {
    return this.mappings.fitting(await this.get(id));
  }
  /** Rows as they stand in the file, after a line; or those alone that something is wrong with. */
  async rows(id: string, after: number, bad: boolean): Promise<ImportRowView[]> {
    await this.get(id);
    if (bad) return this.stored.bad(id, after, PAGE);
    for await (const page of this.stored.after(id, after)) return page.slice(0, PAGE).map((row) => ({ ...row, faults: [] }));
    return [];
  }
  /** A page of the records it wrote, or of what became of them when it was undone. */
  async results(id: string, before: number, kept: boolean): Promise<ImportResult[]> {
    const { report } = await this.get(id);
    return this.made.results(id, report?.undone !== undefined, kept && report?.undone !== undefined, before);
  }
  /** Puts a cell of a row right and looks at the row again, or at the document it belongs to. */
  async correct(id: string, line: number, { column, value }: CellChange): Promise<ImportView> {
    const asked = await this.editable(id);
    const at = asked.columns.findIndex(({ name }) => name === column);
    if (at < 0) throw new Invalid([{ pointer: '/column', code: 'choice' }]);
    const row = await this.stored.open(id, line, asked.position);
    if (!row) throw new NotFound();
    const cells = asked.columns.map((_, index) => (index === at ? (value ?? '') : (row.cells[index] ?? '')));
    const before = (await bundlesOf(asked, this.stored).at([line])).flatMap(linesOf);
    await this.work.run(async () => {
      await this.stored.setCells(id, line, cells);
      // Another number makes it a row of another document: both are looked at.
      const bundles = (await bundlesOf(asked, this.stored).at([...new Set([...before, line])])).map((one) => (one.parts ? one : { ...one, cells }));
      const bad = await this.stored.badAmong(id, bundles.flatMap(linesOf));
      const judged = await new ImportCheck({ ...asked, state: 'checking' }, await this.tools()).look(bundles);
      const noted = judged.filter((one) => one.faults.length > 0 || one.line <= asked.position);
      await this.stored.note(id, noted.flatMap(findingsOf), [...new Set([...before, ...judged.flatMap(linesOf)])]);
      if (!asked.report) return;
      const report = { ...asked.report, groups: (await faultsOf(id, this.stored)).told(), error: await this.stored.badCount(id) };
      for (const one of judged) {
        const was = linesOf(one).some((own) => bad.has(own));
        const count = one.verdict === 'wait' ? 'create' : one.verdict;
        report[count] += Number(was) - Number(one.faults.length > 0);
      }
      await this.queries.set(id, { report });
    });
    return this.view(id);
  }

  /** Stops a run for a while; what was written stays. */
  pause(id: string): Promise<ImportView> {
    return this.stop(id, { running: 'paused' });
  }
  /** Ends a check, a run or an undo before its end; what was written stays and can be taken back. */
  cancel(id: string): Promise<ImportView> {
    return this.stop(id, { checking: 'uploaded', running: 'cancelled', paused: 'cancelled', undoing: 'cancelled' });
  }
  private async stop(id: string, to: Partial<Record<State, State>>): Promise<ImportView> {
    await this.work.run(async () => {
      const asked = await this.get(id);
      const state = to[asked.state];
      if (!state) throw new Rejected('import-state', { state: asked.state });
      if (!(await this.queries.setWhile(asked.state, id, { state }))) throw new Rejected('import-state', { state: asked.state });
      // The batch that was under way is over now.
      const { tally } = await this.queries.get(id);
      await this.queries.set(id, { report: state === 'uploaded' ? null : await this.told(id, tally) });
    });
    return this.view(id);
  }
  private async editable(id: string): Promise<StoredImport> {
    const asked = await this.get(id);
    demandOwn(asked);
    if (!EDITABLE.includes(asked.state)) throw new Rejected('import-state', { state: asked.state });
    return asked;
  }

  /** The rows that failed, as they were, with the reasons beside them; CSV. */
  async badRows(id: string): Promise<Readable> {
    return badRowsOf(await this.get(id), this.stored, this.words, currentPrincipal().language);
  }

  /** Starts a phase in the background. */
  async start(id: string, phase: Phase): Promise<ImportView> {
    await this.work.run(async () => {
      const asked = await this.get(id);
      if (!this.may(asked.kind)) throw new Forbidden(`${asked.kind}.import`);
      if (phase !== 'undo') demandOwn(asked);
      if (!FROM[phase].includes(asked.state)) throw new Rejected('import-state', { state: asked.state });
      const age = this.clock.now().getTime() - Date.parse(asked.createdAt);
      if (phase === 'undo' && age > UNDO_DAYS * 86_400_000) throw new Rejected('import-too-old', { days: UNDO_DAYS });
      if (!(await this.queries.setWhile(asked.state, id, { state: STATE[phase], ...(asked.state === 'paused' && phase === 'run' ? {} : await this.begin(asked, phase)) }))) throw new Rejected('import-state', { state: asked.state });
      if (phase !== 'check') await this.audit.event('data.import', { kind: asked.kind, detail: { phase, import: id } });
      await this.jobs.add('import', { id, phase, by: currentPrincipal().id });
    });
    return this.view(id);
  }
  /** Rows with something wrong get another chance; the mapping of a run is remembered for the next file. */
  private async begin(asked: StoredImport, phase: Phase) {
    if (phase === 'undo') return {};
    if (phase === 'run') {
      await this.files.drop(asked.id);
      await this.mappings.remember(asked);
    }
    await this.stored.reopen(asked.id, asked.position);
    const rows = asked.tally.rows - asked.tally.error;
    return { done: phase === 'run' ? rows : 0, tally: { ...asked.tally, rows, error: 0 } };
  }

  /** Whether a field may be filled by whoever imports: one they may not write cannot even be looked up. */
  private open = (kind: string, name: string) => !narrowed(tableOf(kind)).has(name);
  private may = (kind: string) => reachOf(`${kind}.import`) !== null;

  private async proceed(job: RunningJob<Work>): Promise<void> {
    const { id, phase, by } = job.payload;
    const asked = await this.queries.get(id);
    if (asked.state !== STATE[phase]) return;
    const principal = await this.principals.of(by ?? asked.userId);
    try {
      if (!principal) throw new Forbidden(`${asked.kind}.import`);
      await as(principal, async () => {
        if (!this.may(asked.kind)) throw new Forbidden(`${asked.kind}.import`);
        const tools = await this.tools();
        if (phase === 'undo') return new ImportUndo(asked, tools, job).undo();
        return phase === 'check' ? new ImportCheck(asked, tools).check(job) : new ImportRun(asked, tools, job).run();
      });
    } catch (error) {
      if (error instanceof Stopped) return;
      if (!comesAgain(error)) await this.fail(id);
      throw error;
    }
  }

  /** What was written until then is told and can be taken back. */
  private async fail(id: string): Promise<void> {
    const { tally } = await this.queries.get(id);
    await this.queries.set(id, { state: 'failed', report: tally.rows > 0 ? await this.told(id, tally) : null });
  }

  /** What was written, and what was taken back of it. */
  private async told(id: string, tally: Tally): Promise<ImportReport> {
    const { report } = await this.queries.get(id);
    return { ...(await reportOf(id, tally, this.stored)), ...(report?.undone ? { undone: report.undone } : {}) };
  }

  private async tools(): Promise<Tools> {
    const { currency } = await this.workspace.settings();
    const { queries, stored: rows, made, writers, people, db, work, options, words, sealing } = this;
    return { queries, rows, made, writers, people, db, work, options, words, sealing, currency };
  }
}
