import { Injectable, Logger, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { as, Audit, Clock, currentPrincipal, Database, Jobs, Leases, loggable, Problem, SYSTEM, UnitOfWork } from '#kernel/api';
import type { AuditState, AuditVerdict } from '#audit/model';
import { Checkpoints } from './checkpoints.service.ts';
import { Retention } from './retention.service.ts';
import { Sealer } from './sealer.service.ts';
import { Verifier } from './verifier.service.ts';

const KIND = 'audit-verify';
const SETTING = 'audit-verdict';
const HOUR = 3_600_000;
const TICK = 60_000;

/** Watches over the audit: a checkpoint each hour by every instance, and once a day the whole chain and the retention. */
@Injectable()
export class AuditWatch implements OnModuleInit, OnModuleDestroy {
  private readonly log = new Logger('Audit');
  private timer: NodeJS.Timeout | null = null;
  private running: Promise<void> | null = null;
  private next = 0;

  constructor(
    private readonly sealer: Sealer,
    private readonly verifier: Verifier,
    private readonly checkpoints: Checkpoints,
    private readonly retention: Retention,
    private readonly audit: Audit,
    private readonly jobs: Jobs,
    private readonly leases: Leases,
    private readonly db: Database,
    private readonly work: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.jobs.define<{ by: string | null }>(KIND, async (job) => {
      await this.verify((done, total) => job.progress(done, total), job.payload.by);
    });
  }
  start(): void {
    this.sealer.start();
    this.next = this.clock.now().getTime() + TICK;
    this.timer ??= setInterval(() => void this.tick(), TICK).unref();
  }
  async onModuleDestroy(): Promise<void> {
    if (this.timer) clearInterval(this.timer);
    await this.running;
  }

  /** Verifies the whole chain now, keeps the verdict, and audits that it was done. */
  async verify(progress?: (done: number, total: number) => Promise<void>, actorId: string | null = null): Promise<AuditVerdict> {
    await this.sealer.seal();
    const verdict = await this.verifier.verify(progress);
    await this.work.run(async () => {
      await this.db.put('setting', { name: SETTING }, { value: JSON.stringify(verdict) });
      const { whole, rows, head, first, gap } = verdict;
      await this.audit.event('audit.verified', { actorId, outcome: whole ? 'done' : 'failed', detail: { rows, head, gap, ...(first ? { first } : {}) } });
    });
    return verdict;
  }
  /** Verifies in the background, unless that goes on already. */
  async verifyLater(): Promise<void> {
    if (!(await this.verifying())) await this.jobs.add(KIND, { by: currentPrincipal().id });
  }
  async state(): Promise<AuditState> {
    const [row] = await this.db.read<{ value: string }>('SELECT `value` FROM `setting` WHERE `name` = ?', [SETTING]);
    return { verdict: row ? (JSON.parse(row.value) as AuditVerdict) : null, running: await this.verifying(), retentionDays: await this.retention.days() };
  }

  /** What is due this hour. */
  async hourly(): Promise<void> {
    await this.sealer.seal();
    await this.checkpoints.write();
    const { verdict } = await this.state();
    const old = !verdict || this.clock.now().getTime() - Date.parse(verdict.at) > 23 * HOUR;
    if (!old || !(await this.leases.take('audit-day', 600))) return;
    await as(SYSTEM, async () => {
      await this.retention.prune();
      await this.verifyLater();
    });
  }

  private tick(): Promise<void> {
    if (this.clock.now().getTime() < this.next) return Promise.resolve();
    this.next = this.clock.now().getTime() + HOUR;
    this.running ??= this.hourly()
      .catch((error: unknown) => this.log.error(error instanceof Problem ? error.code : loggable(error)))
      .finally(() => (this.running = null));
    return this.running;
  }
  private async verifying(): Promise<boolean> {
    const rows = await this.db.read("SELECT 1 FROM `job` WHERE `state` IN ('ready', 'running') AND `kind` = ? LIMIT 1", [KIND]);
    return rows.length > 0;
  }
}
