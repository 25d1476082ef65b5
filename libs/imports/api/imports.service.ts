import { Injectable, type OnModuleInit } from '@nestjs/common';
import { stringify } from 'csv-stringify/sync';
import { Principals } from '#accounts/api';
import { as, Clock, currentPrincipal, Database, Dictionary, Forbidden, Jobs, LeaseLost, NotFound, Options, reachOf, Rejected, toStoredMoment, UnitOfWork, Workspace, type RunningJob } from '#kernel/api';
import type { ImportKind, ImportMapping, ImportTarget, ImportView } from '#imports/model';
import { columnsOf, readCsv } from './csv.ts';
import { ImportQueries } from './import.queries.ts';
import { ImportRun, type Tools } from './import-run.ts';
import { undoImport } from './import-undo.ts';
import { PeopleRows } from './people-rows.ts';
import { suggest, TARGETS } from './targets.ts';
import { Writers } from './writers.ts';

type Phase = 'check' | 'run' | 'undo';
const FROM: Readonly<Record<Phase, readonly ImportView['state'][]>> = { check: ['uploaded', 'checked', 'failed'], run: ['checked'], undo: ['done'] };
const STATE = { check: 'checking', run: 'running', undo: 'undoing' } as const;
const UNDO_DAYS = 7;

/** Files on their way into the workspace: uploaded, mapped, checked, run, and taken back. */
@Injectable()
export class Imports implements OnModuleInit {
  constructor(
    private readonly queries: ImportQueries,
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
    return Object.fromEntries(Object.entries(TARGETS).filter(([kind]) => this.may(kind)));
  }

  /** Takes a file and suggests how its columns become fields. Throws Invalid with what is wrong with it. */
  async upload(kind: ImportKind, name: string, bytes: Uint8Array): Promise<ImportView> {
    if (!this.may(kind)) throw new Forbidden(`${kind}.import`);
    const file = readCsv(bytes);
    const columns = columnsOf(file);
    const given = suggest(kind, file.header, ({ label }) => [this.words.say('en', label), this.words.say('zh-CN', label)]);
    const mapping: ImportMapping = {
      source: 'import',
      columns: [...given].map(([column, { name: target }]) => ({ target, column, text: null, factor: null, dayFormat: null, createMissing: null, values: [] })),
    };
    const now = toStoredMoment(this.clock.now().toISOString());
    return this.queries.get(await this.queries.add(kind, name, file, columns, mapping, currentPrincipal().id ?? '', now));
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
    const asked = await this.get(id);
    if (asked.state !== 'uploaded' && asked.state !== 'checked' && asked.state !== 'failed') throw new Rejected('import-state', { state: asked.state });
    await this.queries.set(id, { mapping, state: 'uploaded', report: null });
    return this.queries.get(id);
  }

  /** Starts a phase in the background. */
  async start(id: string, phase: Phase): Promise<ImportView> {
    await this.work.run(async () => {
      const asked = await this.get(id);
      if (!FROM[phase].includes(asked.state)) throw new Rejected('import-state', { state: asked.state });
      const age = this.clock.now().getTime() - Date.parse(asked.createdAt);
      if (phase === 'undo' && age > UNDO_DAYS * 86_400_000) throw new Rejected('import-too-old', { days: UNDO_DAYS });
      await this.queries.set(id, { state: STATE[phase], done: 0 });
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
