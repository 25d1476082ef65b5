import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Principals } from '#accounts/api';
import type { BulkState, BulkView, Choosing, NewBulk } from '#bulk/model';
import { RecordErased } from '#kernel/model';
import { as, Clock, currentPrincipal, demandSecondFactor, Forbidden, Jobs, NotFound, Problem, reachOf, Records, Rejected, toStoredMoment, type RunningJob } from '#kernel/api';
import { changeOf, storeOf, takeBack, titleOf, VERBS, workOn, type Store } from './bulk-work.ts';
import { BulkQueries } from './bulk.queries.ts';

const MOST = 100_000;
interface Payload {
  readonly id: string;
  readonly undo: boolean;
}

/** One thing done to many records, each in a unit of work of its own, with a result for each and one undo for all. */
@Injectable()
export class Bulk implements OnModuleInit {
  constructor(
    private readonly queries: BulkQueries,
    private readonly kernel: Records,
    private readonly jobs: Jobs,
    private readonly principals: Principals,
    private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.jobs.define<Payload>('bulk', (job) => this.proceed(job));
    this.kernel.events.within(RecordErased, ({ id }) => this.queries.forget(id));
  }

  /** Starts the work. Throws Forbidden, or Invalid with what cannot be done. */
  async start(asked: NewBulk): Promise<BulkView> {
    const store = storeOf(this.kernel, asked.kind);
    if (asked.action === 'delete') demandSecondFactor();
    for (const verb of ['bulk', VERBS[asked.action]]) if (!reachOf(`${asked.kind}.${verb}`)) throw new Forbidden(`${asked.kind}.${verb}`);
    changeOf(store, asked);
    if (asked.ids.length === 0) await store.page({ ...paramsOf(asked), size: '1' });
    return this.kernel.work.run(async () => {
      const id = await this.queries.add(asked, currentPrincipal().id ?? '', toStoredMoment(this.clock.now().toISOString()));
      await this.kernel.audit.event('data.bulk', { kind: asked.kind, detail: { action: asked.action, bulk: id } });
      await this.jobs.add('bulk', { id, undo: false });
      return this.queries.view(id);
    });
  }
  /** One's own work. Throws NotFound. */
  async get(id: string): Promise<BulkView> {
    const found = await this.queries.view(id);
    if (found.userId !== currentPrincipal().id) throw new NotFound();
    return found;
  }
  async undo(id: string): Promise<BulkView> {
    return this.step(id, ['done', 'cancelled'], 'undoing', async () => void (await this.jobs.add('bulk', { id, undo: true })));
  }
  cancel(id: string): Promise<BulkView> {
    return this.step(id, ['collecting', 'running'], 'cancelled', async () => undefined);
  }
  private async step(id: string, from: readonly BulkState[], to: BulkState, then: () => Promise<void>): Promise<BulkView> {
    await this.kernel.work.run(async () => {
      const { state } = await this.get(id);
      if (!(await this.queries.move(id, from, to))) throw new Rejected('bulk-state', { state });
      await then();
    });
    return this.queries.view(id);
  }

  private async proceed(job: RunningJob<Payload>): Promise<void> {
    const { id, undo } = job.payload;
    const { view, asked } = await this.queries.stored(id);
    const principal = await this.principals.of(view.userId);
    if (!principal) return void (await this.queries.move(id, ['collecting', 'running', 'undoing'], 'failed'));
    await as(principal, async () => {
      if (undo) return this.takeBack(job, asked);
      if (view.state === 'collecting') await this.collect(job, asked);
      await this.run(job, asked);
    });
  }

  /** Writes down which records are meant, before the first of them is touched. */
  private async collect(job: RunningJob<Payload>, asked: NewBulk): Promise<void> {
    const { id } = job.payload;
    const store = storeOf(this.kernel, asked.kind);
    await this.queries.dropRows(id);
    let total = 0;
    for await (const ids of chosen(store, asked)) {
      const part = ids.slice(0, MOST - total);
      await this.kernel.work.run(async () => {
        await this.queries.addRows(id, part, total + 1);
        await job.progress(0, total + part.length);
      });
      total += part.length;
      if (total >= MOST) break;
    }
    await this.queries.move(id, ['collecting'], 'running', total);
  }

  private async run(job: RunningJob<Payload>, asked: NewBulk): Promise<void> {
    const { id } = job.payload;
    const store = storeOf(this.kernel, asked.kind);
    const change = changeOf(store, asked);
    await this.each(job, store, 'running', null, async ({ position, recordId }) => {
      const told = await workOn(store, recordId, asked.action, change);
      await this.queries.settle(id, position, 'done', told);
    });
    await this.queries.move(id, ['running'], 'done');
  }
  private async takeBack(job: RunningJob<Payload>, asked: NewBulk): Promise<void> {
    const { id } = job.payload;
    const store = storeOf(this.kernel, asked.kind);
    await this.each(job, store, 'undoing', 'done', async (row) => {
      await takeBack(store, row, asked.action);
      await this.queries.settle(id, row.position, 'undone');
    });
    await this.queries.move(id, ['undoing'], 'undone');
  }

  /** Goes through the rows one by one; what is refused is written down and the next one follows. */
  private async each(job: RunningJob<Payload>, store: Store, state: BulkState, outcome: 'done' | null, work: (row: Awaited<ReturnType<BulkQueries['rows']>>[number]) => Promise<void>): Promise<void> {
    const { id } = job.payload;
    const { total } = await this.queries.view(id);
    let done = 0;
    for (let rows = await this.queries.rows(id, outcome); rows.length > 0; rows = await this.queries.rows(id, outcome)) {
      if ((await this.queries.stored(id)).view.state !== state) return;
      for (const row of rows) {
        try {
          await this.kernel.work.run(() => work(row));
        } catch (error) {
          if (!(error instanceof Problem)) throw error;
          const name = await nameOf(store, row.recordId);
          await this.kernel.work.run(() => this.queries.settle(id, row.position, outcome ? 'kept' : 'failed', { code: error.errors?.[0]?.code ?? error.code, name }));
        }
      }
      done += rows.length;
      await job.progress(done, total);
    }
  }
}

/** What a record is called, as far as it may be seen. */
async function nameOf(store: Store, id: string): Promise<string> {
  const record = await store.get(id).catch(() => null);
  return record ? titleOf(store, record) : '';
}

/** The parameters of a list's address. */
export const paramsOf = ({ query }: Choosing): Record<string, string> => Object.fromEntries(new URLSearchParams(query ?? ''));

/** The ids that are meant, some hundred at a time. */
async function* chosen(store: Store, asked: Choosing): AsyncGenerator<string[]> {
  for (let start = 0; start < asked.ids.length; start += 500) yield asked.ids.slice(start, start + 500);
  if (asked.ids.length > 0) return;
  let next: string | null = null;
  do {
    const page: { items: { id: string }[]; next: string | null } = await store.page({ ...paramsOf(asked), fields: 'id', size: '200', ...(next ? { after: next } : {}) }, 'bulk');
    yield page.items.map(({ id }) => id);
    next = page.next;
  } while (next);
}
