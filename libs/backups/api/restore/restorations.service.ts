import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { Inject, Injectable, type OnModuleDestroy } from '@nestjs/common';
import { Audit, DATABASE_SETTINGS, Installation, kindOf, Leases, NotFound, Rejected, UnitOfWork, type DatabaseSettings, type Lease } from '#kernel/api';
import type { Checked, ProofCheck, Restoration, RestorationKind } from '#backups/model';
import { Archive } from '../archive.ts';
import { BackupKeys } from '../backup-keys.service.ts';
import { BackupRows } from '../catalogue-rows.ts';
import { BackupFault } from '../faults.ts';
import { Targets } from '../targets.service.ts';
import { LogReplay } from '../logs/log-replay.ts';
import { Errands } from './errands.ts';
import { finish } from './finish.ts';
import { RestorationRows } from './restoration-rows.ts';
import { Restorer } from './restorer.ts';
import { sweepScratch, type Scratch } from './scratch-database.ts';

const LEASE = 'restoration';
const LEASE_SECONDS = 60;
const TOLD_EVERY_MS = 700;
/** What says nothing about the backup itself. */
const CIRCUMSTANCES = ['no-scratch', 'wide-account', 'no-program', 'no-identity', 'interrupted', 'target-failed', 'no-space', 'newer', 'other-engine', 'dump-failed', 'failed', 'master-key', 'no-logs', 'log-gap'];

/** What is asked for: a backup, where it lies, and the moment it is brought to. */
export interface Wanted {
  readonly backup: string | null;
  readonly targetId: string | null;
  readonly until?: string | null;
  /** Opens the backup; the drill's own key otherwise. */
  readonly identity?: string;
}

/** Drills and restores: one at a time over all instances, remembered, and told to the catalogue. */
@Injectable()
export class Restorations implements OnModuleDestroy {
  private current: Promise<unknown> | null = null;

  constructor(
    @Inject(DATABASE_SETTINGS) private readonly settings: DatabaseSettings,
    private readonly installation: Installation,
    private readonly rows: RestorationRows,
    private readonly catalogue: BackupRows,
    private readonly targets: Targets,
    private readonly keys: BackupKeys,
    private readonly restorer: Restorer,
    private readonly logs: LogReplay,
    private readonly leases: Leases,
    private readonly audit: Audit,
    private readonly work: UnitOfWork,
    private readonly errands: Errands,
  ) {}

  async onModuleDestroy(): Promise<void> {
    await this.current?.catch(() => undefined);
  }

  /** Does one from beginning to end. Throws Rejected while another one is on. */
  async run(kind: RestorationKind, wanted: Wanted, cause: Restoration['cause']): Promise<Restoration> {
    const { id, over } = await this.begin(kind, wanted, cause);
    await over;
    return (await this.rows.find(id)) as Restoration;
  }

  /** Starts one; `over` tells its end, well or not. Throws Rejected: 'restoration-running', 'restoration-no-backup', 'restoration-no-identity'. */
  async begin(kind: RestorationKind, wanted: Wanted, cause: Restoration['cause']): Promise<{ id: string; over: Promise<void> }> {
    const { backup, targetId } = await this.chosen(wanted);
    if (!wanted.identity && !(await this.keys.drillIdentity())) throw new Rejected('restoration-no-identity');
    const lease = await this.leases.take(LEASE, LEASE_SECONDS);
    if (!lease) throw new Rejected('restoration-running');
    try {
      await this.clearLeft();
      const id = await this.rows.begin({ kind, backup, targetId, cause, until: wanted.until ?? null });
      const over = this.held(id, lease, wanted.identity).finally(() => (this.current = null));
      over.catch(() => undefined);
      this.current = over;
      return { id, over };
    } catch (error) {
      await this.leases.release(lease);
      throw error;
    }
  }

  /** The work itself, for a row whose lease somebody holds. */
  async perform(id: string, given?: string): Promise<void> {
    const row = await this.rows.find(id);
    if (!row || row.state !== 'running') throw new NotFound();
    const checks: Checked[] = [];
    let scratch: Scratch | null = null;
    try {
      const identity = given ?? (await this.keys.drillIdentity());
      if (!identity) throw new BackupFault('no-identity');
      const target = await this.targets.of(row.targetId ?? '');
      const archive = await Archive.open(target, row.backup, await this.keys.trust());
      const made = ({ place }: Scratch) => void this.rows.set(id, { place }).catch(() => undefined);
      const { until } = row;
      const trust = await this.keys.trust();
      const replay = until ? (scratchOf: Scratch) => this.logs.replay(scratchOf, archive.manifest, target, identity, until, trust) : undefined;
      const restored = await this.restorer.restore({ archive, identity, kind: row.kind, live: this.settings, progress: this.teller(id), made, ...(replay ? { replay } : {}) });
      ({ scratch } = restored);
      checks.push(...restored.checks);
      if (row.kind === 'drill') await scratch.drop();
      else {
        await finish(archive, scratch, identity, this.installation.dataDir, row.targetId);
        await scratch.keep();
      }
      await target.close?.();
      await this.rows.end(id, 'good', checks, null, row.kind === 'drill' ? null : scratch.place);
      await this.catalogue.verified(row.backup);
    } catch (error) {
      await (scratch as Scratch | null)?.drop().catch(() => undefined);
      const { code, facts } = error instanceof BackupFault ? error : new BackupFault('failed', { reason: (error as Error).message });
      await this.rows.end(id, 'failed', checks, { code, facts }, null);
      if (!CIRCUMSTANCES.includes(code)) await this.catalogue.damaged(row.backup, row.targetId ?? '', { code, facts });
    }
  }

  /** A restored database that is not wanted after all. */
  async drop(id: string): Promise<void> {
    const row = await this.rows.find(id);
    if (!row?.place) throw new NotFound();
    if (!(await this.rows.set(id, { state: 'dropped' }, ['good']))) throw new Rejected('restoration-not-kept');
    await this.clearLeft();
  }

  /** Takes away what was left by those that were killed; nothing happens while a drill or restore is on. */
  async sweep(): Promise<void> {
    await this.leases.alone(LEASE, LEASE_SECONDS, () => this.clearLeft());
  }

  private async held(id: string, lease: Lease, identity?: string): Promise<void> {
    const stop = this.leases.keep(lease, LEASE_SECONDS);
    try {
      if (identity || !(await this.errands.run(['drill', 'perform', id]))) await this.perform(id, identity);
      await this.rows.end(id, 'failed', [], { code: 'interrupted', facts: {} }, null);
      await this.told(id);
    } finally {
      stop();
      await this.leases.release(lease);
    }
  }
  private teller(id: string) {
    let [last, before]: [number, ProofCheck | null] = [0, null];
    return (step: ProofCheck, done: number, total: number) => {
      if (step === before && Date.now() - last < TOLD_EVERY_MS) return;
      [last, before] = [Date.now(), step];
      void this.rows.set(id, { step, done, total }).catch(() => undefined);
    };
  }
  private async told(id: string): Promise<void> {
    const row = (await this.rows.find(id)) as Restoration;
    const detail = { name: row.backup, state: row.state, seconds: row.seconds ?? 0, ...(row.fault ? { fault: row.fault.code } : {}) };
    await this.work.run(() => this.audit.event(`backup.${row.kind}`, { kind: 'backup', id, outcome: row.state === 'good' ? 'done' : 'failed', detail }));
  }

  private async chosen({ backup, targetId }: Wanted): Promise<{ backup: string; targetId: string }> {
    for (const { name, copies } of await this.catalogue.kept()) {
      const copy = copies.find((one) => one.state === 'held' && (!targetId || one.targetId === targetId));
      if (copy && (!backup || backup === name)) return { backup: name, targetId: copy.targetId };
    }
    throw new Rejected('restoration-no-backup');
  }

  /** What was left by those that were killed: rows that say they run, databases, accounts and folders nobody wants. Whoever calls holds the lease, or nothing is on. */
  private async clearLeft(): Promise<void> {
    for (const { id } of await this.rows.running()) await this.rows.end(id, 'failed', [], { code: 'interrupted', facts: {} }, null);
    const wanted = new Set(await this.rows.places());
    if (kindOf(this.settings) !== 'sqlite') await sweepScratch(this.settings, process.env['RESTORE_DATABASE_URL'] ?? null, wanted).catch(() => undefined);
    const { dataDir } = this.installation;
    if (!existsSync(dataDir)) return;
    for (const name of readdirSync(dataDir)) {
      const leftover = /^(?:drill|restore)-[0-9a-f]{8}$|^(?:rapport_)?(?:drill|restore)[-_][0-9a-f]{8,14}-keys$/.test(name) && !wanted.has(join(dataDir, name, 'rapport.db'));
      if (leftover) rmSync(join(dataDir, name), { recursive: true, force: true });
    }
  }
}
