import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Principals } from '#accounts/api';
import type { ExportView, NewExport } from '#bulk/model';
import {
  as, Clock, currentPrincipal, Database, Dictionary, Forbidden, fromStoredMoment, Invalid, Jobs, newId, NotFound, Options, Problem, readable, reachOf, Records, StoredFiles, tableOf, toStoredMoment, type RunningJob,
} from '#kernel/api'; // prettier-ignore
import { fieldsOf, inert, isListed, type Field } from '#kernel/model';
import { paramsOf } from './bulk.service.ts';
import { storeOf } from './bulk-work.ts';
import { ExportCells, type Cell } from './export-cells.ts';
import { csvOf, xlsxOf } from './export-file.ts';

const MOST = { csv: 200_000, xlsx: 50_000 } as const;
const HOURS = 24;

/** Lists as files: written in the background, for the one who asked alone, for a day. */
@Injectable()
export class Exports implements OnModuleInit {
  constructor(
    private readonly kernel: Records,
    private readonly db: Database,
    private readonly files: StoredFiles,
    private readonly jobs: Jobs,
    private readonly principals: Principals,
    private readonly options: Options,
    private readonly words: Dictionary,
    private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.jobs.define<{ id: string }>('export', (job) => this.proceed(job));
    this.jobs.define<{ id: string }>('export.end', (job) => this.drop(job.payload.id));
  }

  /** Starts an export. Throws Forbidden, or Invalid with what the list cannot show. */
  async start(asked: NewExport): Promise<ExportView> {
    const store = storeOf(this.kernel, asked.kind);
    if (!reachOf(`${asked.kind}.export`)) throw new Forbidden(`${asked.kind}.export`);
    const table = tableOf(asked.kind);
    const known = new Set(fieldsOf(store.model).flatMap(({ name, kind }) => (kind !== 'lines' && readable(table, name) ? name : [])));
    const odd = asked.columns.findIndex((name) => !known.has(name));
    if (asked.columns.length === 0 || odd >= 0) throw new Invalid([{ pointer: odd < 0 ? '/columns' : `/columns/${odd}`, code: odd < 0 ? 'required' : 'choice' }]);
    await store.page({ ...paramsOf(asked), size: '1' });
    const id = newId();
    await this.kernel.work.run(async () => {
      const now = toStoredMoment(this.clock.now().toISOString());
      await this.db.write("INSERT INTO `export` (`id`, `kind`, `format`, `asked`, `state`, `rows`, `userId`, `createdAt`) VALUES (?, ?, ?, ?, 'running', 0, ?, ?)", [
        id, asked.kind, asked.format, this.kernel.sealing.close('export', 'asked', id, asked), currentPrincipal().id, now,
      ]); // prettier-ignore
      this.kernel.audit.note('export', asked.kind, id, [{ field: 'export', old: null, new: { query: this.kernel.sealing.sealValue(asked.kind, 'export', id, asked.query), columns: asked.columns, ids: asked.ids.length } }]);
      await this.jobs.add('export', { id });
      await this.jobs.add('export.end', { id }, HOURS * 3_600_000);
    });
    return this.get(id);
  }
  /** One's own export, less than a day old. Throws NotFound. */
  async get(id: string): Promise<ExportView> {
    const { view } = await this.stored(id);
    if (view.userId !== currentPrincipal().id) throw new NotFound();
    return view;
  }
  async file(id: string): Promise<{ bytes: Uint8Array; view: ExportView }> {
    const view = await this.get(id);
    const bytes = reachOf(`${view.kind}.export`) ? await this.files.bytes(id) : null;
    if (!bytes) throw new NotFound();
    return { bytes, view };
  }

  private async stored(id: string): Promise<{ view: ExportView; asked: NewExport }> {
    const [row] = await this.db.read<Record<string, string>>('SELECT * FROM `export` WHERE `id` = ? AND `createdAt` > ?', [id, this.yesterday()]);
    if (!row) throw new NotFound();
    const { asked = '{}', createdAt = '', rows, ...rest } = row;
    return { view: { ...rest, rows: Number(rows), createdAt: fromStoredMoment(createdAt) } as ExportView, asked: this.kernel.sealing.read<NewExport | null>('export', 'asked', id, asked, null) ?? lost() };
  }

  private async proceed(job: RunningJob<{ id: string }>): Promise<void> {
    const { id } = job.payload;
    const { asked, view } = await this.stored(id);
    const { format } = view;
    const principal = await this.principals.of(view.userId);
    try {
      if (!principal) throw new NotFound();
      await as(principal, async () => {
        const cells = await this.cells(asked, principal.language);
        const rows: Cell[][] = [];
        const texts: string[] = [csvOf([cells.header()], true)];
        let done = 0;
        for await (const page of this.pages(asked)) {
          done += page.length;
          if (done > MOST[format]) throw new Problem(422, 'too-many-rows', { limit: MOST[format] });
          if (format === 'csv') texts.push(csvOf(page.map(cells.row), false));
          else rows.push(...page.map(cells.row));
          await job.progress(done, done);
        }
        await this.files.drop(id);
        await this.files.keep(id, format === 'csv' ? new TextEncoder().encode(texts.join('')) : await xlsxOf(cells.header(), rows, this.origin(asked, view, done)));
        await this.end(id, 'done', done, null);
      });
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      await this.end(id, 'failed', 0, error.code);
    }
  }
  private async *pages(asked: NewExport): AsyncGenerator<object[]> {
    const store = storeOf(this.kernel, asked.kind);
    const fields = [...this.shown(asked), ...fieldsOf(store.model).filter(({ name }) => name === 'id' || name === 'currency')].filter(isListed).map(({ name }) => name).join(',');
    if (!reachOf(`${asked.kind}.export`)) throw new Forbidden(`${asked.kind}.export`);
    for (let start = 0; start < asked.ids.length; start += 100) yield (await store.page({ id: asked.ids.slice(start, start + 100).join(','), fields, size: '100' }, 'export')).items;
    if (asked.ids.length > 0) return;
    let next: string | null = null;
    do {
      const page: { items: object[]; next: string | null } = await store.page({ ...paramsOf(asked), fields, size: '200', ...(next ? { after: next } : {}) }, 'export');
      yield page.items;
      next = page.next;
    } while (next);
  }
  /** The columns of a file: those asked for, as far as they may be read. */
  private shown({ kind, columns }: NewExport): Field[] {
    const { model } = storeOf(this.kernel, kind);
    return columns.flatMap((name) => fieldsOf(model).find((field) => field.name === name && readable(tableOf(kind), name)) ?? []);
  }
  private async cells(asked: NewExport, language: 'en' | 'zh-CN'): Promise<ExportCells> {
    const { model } = storeOf(this.kernel, asked.kind);
    return new ExportCells(model, this.shown(asked), this.words, await this.options.sets(), language);
  }

  /** Whose file it is, for the sheet that says so: who reads it later sees where it came from. */
  private origin({ query }: NewExport, { kind, createdAt }: ExportView, rows: number): Cell[][] {
    const { name, language } = currentPrincipal();
    const say = (key: string, facts?: Record<string, unknown>) => this.words.say(language, key, facts);
    return [
      [say('export.of', { many: say(`${kind}.many`) })],
      [say('export.by'), inert(name)], [say('export.at'), createdAt], [say('export.rows'), rows], [say('export.filter'), inert(query ?? '')],
    ]; // prettier-ignore
  }

  private async end(id: string, state: ExportView['state'], rows: number, code: string | null): Promise<void> {
    await this.kernel.work.run(() => this.db.write('UPDATE `export` SET `state` = ?, `rows` = ?, `code` = ? WHERE `id` = ?', [state, rows, code, id]));
  }
  /** The day of a file is over. */
  private async drop(id: string): Promise<void> {
    await this.files.drop(id);
    await this.kernel.work.run(() => this.db.write('DELETE FROM `export` WHERE `id` = ?', [id]));
  }
  private yesterday = () => toStoredMoment(new Date(this.clock.now().getTime() - HOURS * 3_600_000).toISOString());
}

function lost(): never {
  throw new NotFound();
}
