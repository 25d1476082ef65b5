import { Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { as, Rounds, SYSTEM } from '#kernel/api';
import { BackupOverview } from './backup-status.service.ts';
import { Backups } from './backups.service.ts';
import { Schedules } from './schedules.service.ts';
import { Targets } from './targets.service.ts';

const SWEEP_MS = 60_000;
const LOOK_MS = 15 * SWEEP_MS;
/** Once the server answers. */
const FIRST_MS = 10_000;

/** What happens by itself: backups by schedule, a sweep at the start, and a look at the targets now and then. */
@Injectable()
export class BackupWatch implements OnModuleInit, OnModuleDestroy {
  private first: NodeJS.Timeout | null = null;

  constructor(
    private readonly backups: Backups,
    private readonly overview: BackupOverview,
    private readonly schedules: Schedules,
    private readonly targets: Targets,
    rounds: Rounds,
  ) {
    rounds.every(SWEEP_MS, 'backup remains', () => as(SYSTEM, () => this.backups.sweep()));
    rounds.every(LOOK_MS, 'backup targets', () => as(SYSTEM, () => this.targets.lookAtAll()));
  }

  onModuleInit(): void {
    this.schedules.define('backup', async () => {
      if (await this.overview.ready()) await this.backups.run('schedule');
    });
  }
  start(): void {
    this.first ??= setTimeout(() => void this.look().catch(() => undefined), FIRST_MS).unref();
  }
  onModuleDestroy(): void {
    if (this.first) clearTimeout(this.first);
  }

  private look(): Promise<void> {
    return as(SYSTEM, async () => {
      await this.backups.sweep();
      await this.targets.lookAtAll();
    });
  }
}
