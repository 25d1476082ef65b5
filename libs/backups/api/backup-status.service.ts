import { Injectable } from '@nestjs/common';
import { Clock, Database } from '#kernel/api';
import type { BackupsView } from '#backups/model';
import { BackupKeys } from './backup-keys.service.ts';
import { BackupStatus, type BackupFacts } from './backup-status.ts';
import { BackupRows } from './catalogue-rows.ts';
import { findProgram } from './database-programs.ts';
import { Retention } from './retention.service.ts';
import { Schedules } from './schedules.service.ts';
import { Targets } from './targets.service.ts';

/** So many periods may pass without a good backup. */
const PERIODS = 2;

/** Puts together how backups stand: for the page, and for whoever watches over them. */
@Injectable()
export class BackupOverview extends BackupStatus {
  constructor(
    private readonly db: Database,
    private readonly rows: BackupRows,
    private readonly targets: Targets,
    private readonly schedules: Schedules,
    private readonly keys: BackupKeys,
    private readonly retention: Retention,
    private readonly clock: Clock,
  ) {
    super();
  }

  async view(): Promise<BackupsView> {
    const [backups, targets, keys, schedules, retention] = await Promise.all([this.rows.latest(), this.targets.views(), this.keys.recipients(), this.schedules.views(), this.retention.policy()]);
    const lastGood = await this.rows.lastGood();
    const running = backups.find(({ state }) => state === 'running') ?? null;
    const missing = this.missing(keys.some(({ kind }) => kind !== 'drill'), targets.some(({ enabled }) => enabled));
    return { missing, running, lastGood, nextRun: nextOf(schedules), overdue: missing.length === 0 && this.overdue(schedules, lastGood?.finishedAt ?? null), backups, targets, keys, schedules, retention };
  }

  /** The same, after a look at every target. */
  async look(): Promise<BackupsView> {
    await this.targets.lookAtAll();
    return this.view();
  }
  /** Whether everything is there that a backup needs. */
  async ready(): Promise<boolean> {
    const [keys, targets] = [await this.keys.recipients(), await this.targets.views()];
    return this.missing(keys.some(({ kind }) => kind !== 'drill'), targets.some(({ enabled }) => enabled)).length === 0; // prettier-ignore
  }

  async facts(): Promise<BackupFacts> {
    const { missing, running, backups, targets, lastGood, nextRun, overdue } = await this.view();
    const last = running ?? backups[0] ?? null;
    const { name, state, startedAt, finishedAt, bytes, fault } = last ?? {};
    return {
      enabled: missing.length === 0,
      lastGood: lastGood?.finishedAt ?? null,
      lastVerified: await this.rows.lastVerified(),
      lastRun: name && state && startedAt ? { name, state, startedAt, finishedAt: finishedAt ?? null, bytes: bytes ?? 0, error: fault?.code ?? null } : null,
      overdue,
      nextRun,
      targets: targets.filter(({ enabled }) => enabled).map((one) => ({ id: one.id, name: one.name, reachable: one.fault === null, freeBytes: one.freeBytes, lastBytes: lastGood ? lastGood.bytes : null })),
    };
  }

  private missing(recipient: boolean, target: boolean): BackupsView['missing'] {
    return [...(recipient ? [] : ['recipient' as const]), ...(target ? [] : ['target' as const]), ...(this.hasProgram() ? [] : ['program' as const])];
  }
  private hasProgram(): boolean {
    if (this.db.kind === 'sqlite') return true;
    try {
      return findProgram('dump') !== '';
    } catch {
      return false;
    }
  }
  /** A good one is missing for more than twice the time between two runs. */
  private overdue(schedules: BackupsView['schedules'], lastGood: string | null): boolean {
    const [first, second] = schedules.find(({ kind, enabled }) => kind === 'backup' && enabled)?.next ?? [];
    if (!first || !second) return false;
    const period = Date.parse(second) - Date.parse(first);
    return lastGood === null ? false : this.clock.now().getTime() - Date.parse(lastGood) > PERIODS * period;
  }
}

const nextOf = (schedules: BackupsView['schedules']): string | null => schedules.filter(({ kind, enabled }) => kind === 'backup' && enabled).flatMap(({ next }) => next.slice(0, 1)).toSorted()[0] ?? null; // prettier-ignore
