import { Injectable, type OnModuleInit } from '@nestjs/common';
import { stringify } from 'csv-stringify/sync';
import { Principals } from '#accounts/api';
import { as, Audit, Clock, currentPrincipal, Dictionary, Forbidden, Jobs, NotFound, Problem, reachOf, StoredFiles, UnitOfWork, type RunningJob } from '#kernel/api';
import type { AuditEntry, AuditExport } from '#audit/model';
import { inert, type Language } from '#kernel/model';
import { AuditLog } from './audit-log.service.ts';

const KIND = 'audit-export';
const END = 'audit-export.end';
const MOST = 200_000;
const DAY = 86_400_000;
const COLUMNS = ['at', 'actor', 'action', 'outcome', 'kind', 'record', 'changes', 'detail', 'address', 'session', 'requestId', 'id'] as const;
interface Payload {
  readonly filters: Record<string, unknown>;
  readonly userId: string;
  /** When it was asked for: it is there for a day. */
  readonly at: string;
}

/** The audit as a file: written in the background, for the one who asked, for a day; and audited itself. */
@Injectable()
export class AuditExports implements OnModuleInit {
  constructor(
    private readonly trail: AuditLog,
    private readonly audit: Audit,
    private readonly jobs: Jobs,
    private readonly files: StoredFiles,
    private readonly principals: Principals,
    private readonly words: Dictionary,
    private readonly work: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.jobs.define<Payload>(KIND, (job) => this.proceed(job));
    this.jobs.define<{ id: string }>(END, (job) => this.files.drop(job.payload.id));
  }

  /** Starts an export of what these filters show. Throws Invalid for what they cannot. */
  async start(filters: Record<string, unknown>): Promise<AuditExport> {
    await this.trail.list({ ...filters, size: 1 });
    const id = await this.work.run(async () => {
      await this.audit.event('data.export', { kind: 'audit', detail: { filters: Object.keys(filters) } });
      const made = await this.jobs.add(KIND, { filters, userId: currentPrincipal().id, at: this.clock.now().toISOString() });
      await this.jobs.add(END, { id: made }, DAY);
      return made;
    });
    return { id, state: 'running', rows: 0 };
  }
  /** One's own export, less than a day old. Throws NotFound. */
  async get(id: string): Promise<AuditExport> {
    const job = await this.jobs.find(id);
    if (job?.kind !== KIND) throw new NotFound();
    const { userId, at } = JSON.parse(job.payload) as Payload;
    if (userId !== currentPrincipal().id || !(Date.parse(at) > this.clock.now().getTime() - DAY)) throw new NotFound();
    const state = job.state === 'done' ? 'done' : job.state === 'failed' ? 'failed' : 'running';
    return { id, state, rows: Number(job.progress) };
  }
  async file(id: string): Promise<Uint8Array> {
    await this.get(id);
    const bytes = await this.files.bytes(id);
    if (!bytes) throw new NotFound();
    return bytes;
  }

  private async proceed(job: RunningJob<Payload>): Promise<void> {
    const principal = await this.principals.of(job.payload.userId);
    if (!principal || !reachOf('audit.read', principal)) throw new Forbidden('audit.read');
    await as(principal, async () => {
      const parts = [stringify([COLUMNS.map((name) => this.words.say(principal.language, `audit.field.${name}`))], { bom: true, record_delimiter: 'windows' })];
      let done = 0;
      for (let after: string | null | undefined; after !== null; ) {
        const page = await this.trail.list({ ...job.payload.filters, size: 200, ...(after ? { after } : {}) });
        parts.push(stringify(page.items.map((entry) => this.cells(entry, principal.language)), { record_delimiter: 'windows' }));
        done += page.items.length;
        if (done > MOST) throw new Problem(422, 'too-many-rows', { limit: MOST });
        await job.progress(done, done);
        after = page.next;
      }
      await this.files.drop(job.id);
      await this.files.keep(job.id, new TextEncoder().encode(parts.join('')));
    });
  }
  private cells(entry: AuditEntry, language: Language): string[] {
    const values: Record<(typeof COLUMNS)[number], unknown> = {
      ...entry, actor: entry.actor?.name ?? '', outcome: this.words.say(language, `audit.outcome.${entry.outcome}`), record: entry.record ? entry.record.name || entry.record.id : '',
      detail: entry.detail ? JSON.stringify(entry.detail) : '', session: entry.sessionId,
    }; // prettier-ignore
    return COLUMNS.map((name) => inert(String(values[name] ?? '')));
  }
}
