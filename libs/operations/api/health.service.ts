import { setTimeout as sleep } from 'node:timers/promises';
import { Injectable, Logger } from '@nestjs/common';
import { Clock, loggable, Recent, RecentErrors, VERSION } from '#kernel/api';
import { worst, type HealthLine, type HealthView } from '#operations/model';
import { AlertsCheck } from './checks/alerts.check.ts';
import { BackupsCheck } from './checks/backups.check.ts';
import { BinaryLogCheck } from './checks/binary-log.check.ts';
import type { Check } from './checks/check.ts';
import { DatabaseCheck } from './checks/database.check.ts';
import { DiskCheck } from './checks/disk.check.ts';
import { ProgramCheck } from './checks/program.check.ts';
import { SecretsCheck } from './checks/secrets.check.ts';
import { WorkCheck } from './checks/work.check.ts';
import { FailedJobs } from './failed-jobs.ts';
import { Instances } from './instances.service.ts';

const FRESH_MS = 10_000;
const PATIENCE_MS = 8000;

/** How every part of the installation does, at most ten seconds old. */
@Injectable()
export class Health {
  private readonly log = new Logger('Health');
  private readonly recent = new Recent<HealthView>(FRESH_MS);
  private readonly checks: readonly Check[];

  constructor(
    program: ProgramCheck,
    database: DatabaseCheck,
    disk: DiskCheck,
    work: WorkCheck,
    secrets: SecretsCheck,
    backups: BackupsCheck,
    binaryLog: BinaryLogCheck,
    alerts: AlertsCheck,
    private readonly instances: Instances,
    private readonly errors: RecentErrors,
    private readonly failedJobs: FailedJobs,
    private readonly clock: Clock,
  ) {
    this.checks = [program, database, disk, work, secrets, backups, binaryLog, alerts];
  }

  view(): Promise<HealthView> {
    return this.recent.of('', this.clock.now().getTime(), () => this.look());
  }
  /** Looks now. */
  fresh(): Promise<HealthView> {
    this.recent.drop();
    return this.view();
  }

  private async look(): Promise<HealthView> {
    const lines = (await Promise.all(this.checks.map((check) => this.linesOf(check)))).flat();
    const [instances, failed] = await Promise.all([this.instances.list(), this.failedJobs.list()]);
    const errors = [...this.errors.list(), ...failed].sort((a, b) => (a.lastAt < b.lastAt ? 1 : -1)).slice(0, 50);
    return { state: worst(lines.map(({ state }) => state)), at: this.clock.now().toISOString(), version: VERSION, lines, instances, errors: errors.map(({ code, where, count, lastAt }) => ({ code, where, count, lastAt })) };
  }

  /** What cannot be looked at is bad in itself, and takes nothing else along. */
  private async linesOf(check: Check): Promise<readonly HealthLine[]> {
    const tooLong = sleep(PATIENCE_MS, undefined, { ref: false }).then(() => {
      throw new Error(`${check.name} did not answer`);
    });
    return Promise.race([check.lines(), tooLong]).catch((error: unknown): HealthLine[] => {
      this.log.warn(loggable(error));
      return [{ key: check.name, state: 'bad', says: 'untold', facts: {} }];
    });
  }
}
