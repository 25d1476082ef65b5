import { randomBytes } from 'node:crypto';
import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Injectable, Logger, type OnModuleDestroy } from '@nestjs/common';
import { Audit, Clock, Database, Installation, Leases, loggable, MIGRATION_LEASE, Rejected, UnitOfWork, type Lease } from '#kernel/api';
import { BACKUP_NAME, type BackupView, type FaultView, type RunCause, type RunPhase } from '#backups/model';
import { BackupWriter, clearAway, listed, WORK_FOLDER } from './backup-run.ts';
import { BackupRows, type Run } from './catalogue-rows.ts';
import { DumpQueries } from './dump.queries.ts';
import { BackupFault } from './faults.ts';
import { Retention } from './retention.service.ts';
import { faultOf, Targets } from './targets.service.ts';

const LEASE = 'backup';
const TOLD_EVERY_MS = 500;

/** Runs backups: one at a time over all instances; what was killed is cleared away. */
@Injectable()
export class Backups implements OnModuleDestroy {
  /** How long a run is held without a sign of life. */
  leaseSeconds = 20;
  private readonly log = new Logger('Backups');
  /** Targets were not looked through since this process began, or one of them could not be. */
  private unswept = true;
  private current: { readonly abort: AbortController; readonly over: Promise<void> } | null = null;

  constructor(
    private readonly leases: Leases,
    private readonly writer: BackupWriter,
    private readonly rows: BackupRows,
    private readonly targets: Targets,
    private readonly retention: Retention,
    private readonly queries: DumpQueries,
    private readonly audit: Audit,
    private readonly db: Database,
    private readonly work: UnitOfWork,
    private readonly installation: Installation,
    private readonly clock: Clock,
  ) {}

  async onModuleDestroy(): Promise<void> {
    this.current?.abort.abort();
    await this.current?.over.catch(() => undefined);
  }

  /** Makes a backup from beginning to end. Throws BackupFault, or Rejected while another one runs. */
  async run(cause: RunCause): Promise<BackupView> {
    const { name, over } = await this.begin(cause);
    await over;
    return (await this.rows.find(name)) as BackupView;
  }

  /** Starts a backup; `over` tells its end, well or not. Throws Rejected while another one runs. */
  async begin(cause: RunCause): Promise<{ name: string; over: Promise<void> }> {
    const lease = await this.leases.take(LEASE, this.leaseSeconds);
    if (!lease) throw new Rejected('backup-running');
    try {
      await this.clearLeft(lease.fence);
      const name = `${this.clock.now().toISOString().replace(/[-:]|\.\d+/g, '')}-${randomBytes(4).toString('hex')}`;
      const run = await this.rows.begin(name, cause, await this.queries.lastMigration(), lease.fence);
      const abort = new AbortController();
      // Whoever upgrades holds the tables already.
      const alone = cause === 'upgrade' ? <T>(work: () => Promise<T>) => work() : <T>(work: () => Promise<T>) => this.withoutMigrations(work);
      const over = this.held(run, lease, abort, alone).finally(() => (this.current = null));
      over.catch(() => undefined);
      this.current = { abort, over };
      return { name, over };
    } catch (error) {
      await this.leases.release(lease);
      throw error;
    }
  }

  /** Starts one for a request. Where the request is a unit of work itself, the backup starts once that is on disk, and has no name yet. */
  async ask(cause: RunCause): Promise<string | null> {
    if (!this.work.active) return (await this.begin(cause)).name;
    this.work.afterCommit(() => void this.begin(cause).catch((error: unknown) => this.log.warn(loggable(error))));
    return null;
  }

  /** Clears away what runs left behind that nobody does any more; nothing happens while one is on. */
  async sweep(): Promise<void> {
    await this.leases.alone(LEASE, this.leaseSeconds, ({ fence }) => this.clearLeft(fence));
  }

  /** Removes what retention lets go; returns the names. */
  prune(): Promise<string[]> {
    return this.between(() => this.retention.prune());
  }

  /** Does something to what is kept while no backup runs anywhere. Throws Rejected while one does. */
  async between<T>(work: () => Promise<T>): Promise<T> {
    const own = await this.leases.alone(LEASE, this.leaseSeconds, async ({ fence }) => {
      await this.clearLeft(fence);
      return work();
    });
    if (!own) throw new Rejected('backup-running');
    return own.done;
  }

  private async held(run: Run, lease: Lease, abort: AbortController, alone: <T>(work: () => Promise<T>) => Promise<T>): Promise<void> {
    const stop = this.leases.keep(lease, this.leaseSeconds, () => abort.abort());
    try {
      await this.writer.write(run, this.holder(run, abort), alone, abort.signal);
      await this.told(run);
      await this.retention.prune().catch((error: unknown) => this.log.warn(loggable(error)));
    } catch (error) {
      const fault = faultOf(error, '');
      await this.rows.end(run, { state: 'failed', fault: JSON.stringify(fault) });
      await this.told(run, fault);
      throw error instanceof BackupFault ? error : new BackupFault('interrupted', { reason: String(fault.facts['reason'] ?? '') }, { cause: error });
    } finally {
      stop();
      await this.leases.release(lease);
    }
  }

  private holder(run: Run, abort: AbortController) {
    let [last, before]: [number, RunPhase | null] = [0, null];
    return async (phase: RunPhase, done: number, total: number) => {
      if (abort.signal.aborted) throw new BackupFault('lease-lost');
      if (phase === before && Date.now() - last < TOLD_EVERY_MS) return;
      [last, before] = [Date.now(), phase];
      if (await this.rows.progress(run, phase, done, total)) return;
      abort.abort();
      throw new BackupFault('lease-lost');
    };
  }

  /** A dump sees either all of a migration or nothing. */
  private async withoutMigrations<T>(work: () => Promise<T>): Promise<T> {
    const own = await this.leases.alone(MIGRATION_LEASE, this.leaseSeconds, work);
    if (!own) throw new BackupFault('migrating');
    return own.done;
  }

  /** Runs of an earlier holder of the lease are over, and failed: their folders here and at the targets go. */
  private async clearLeft(fence: number): Promise<void> {
    for (const run of await this.rows.left(fence)) {
      this.unswept = true;
      await this.rows.end(run, { state: 'failed', fault: JSON.stringify({ code: 'interrupted', facts: {} } satisfies FaultView) });
      await this.told(run, { code: 'interrupted', facts: {} });
    }
    const folder = join(this.installation.dataDir, WORK_FOLDER);
    for (const name of await readdir(folder).catch(() => [])) await rm(join(folder, name), { recursive: true, force: true });
    if (!this.unswept) return;
    this.unswept = false;
    for (const target of await this.targets.enabled()) {
      await this.clearTarget(target).catch(() => (this.unswept = true));
      await target.close?.();
    }
  }
  /** Folders of runs that failed, and parts of files; what this catalogue does not know belongs to somebody else. */
  private async clearTarget(target: Awaited<ReturnType<Targets['of']>>): Promise<void> {
    const names = new Set([...(await listed(target, 'backups')).keys()].map((path) => path.split('/')[1] ?? '')); // prettier-ignore
    for (const name of names) if (BACKUP_NAME.test(name) && (await this.rows.stateOf(name)) === 'failed') await clearAway(target, name);
    for (const path of (await listed(target, 'files')).keys()) if (path.endsWith('.part')) await target.remove(path);
  }

  private async told({ id, name }: Run, fault: FaultView | null = null): Promise<void> {
    const done = await this.rows.find(name);
    const detail = { name, state: done?.state ?? 'failed', bytes: done?.bytes ?? 0, ...(fault ? { fault: fault.code } : {}) };
    await this.work.run(() => this.audit.event('backup.done', { kind: 'backup', id, outcome: done?.state === 'good' ? 'done' : 'failed', detail }));
  }
}
