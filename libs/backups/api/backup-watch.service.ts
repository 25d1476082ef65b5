import { Injectable, Logger, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { as, loggable, SYSTEM } from '#kernel/api';
import { BackupOverview } from './backup-status.service.ts';
import { Backups } from './backups.service.ts';
import { Schedules } from './schedules.service.ts';
import { Targets } from './targets.service.ts';

/** Once the server answers. */
const FIRST_MS = 10_000;
const LOOK_MS = 15 * 60_000;

/** What happens by itself: backups by schedule, a sweep at the start, and a look at the targets now and then. */
@Injectable()
export class BackupWatch implements OnModuleInit, OnModuleDestroy {
  private readonly log = new Logger('Backups');
  private timer: NodeJS.Timeout | null = null;
  private first: NodeJS.Timeout | null = null;
  private looking: Promise<void> | null = null;

  constructor(
    private readonly backups: Backups,
    private readonly overview: BackupOverview,
    private readonly schedules: Schedules,
    private readonly targets: Targets,
  ) {}

  onModuleInit(): void {
    this.schedules.define('backup', async () => {
      if (await this.overview.ready()) await this.backups.run('schedule');
    });
  }
  start(): void {
    this.schedules.start();
    this.timer ??= setInterval(() => void this.look(), LOOK_MS).unref();
    this.first ??= setTimeout(() => void this.look(), FIRST_MS).unref();
  }
  async onModuleDestroy(): Promise<void> {
    if (this.timer) clearInterval(this.timer);
    if (this.first) clearTimeout(this.first);
    await this.looking;
  }

  private look(): Promise<void> {
    this.looking ??= as(SYSTEM, async () => {
      await this.backups.sweep();
      await this.targets.lookAtAll();
    })
      .catch((error: unknown) => this.log.warn(loggable(error)))
      .finally(() => (this.looking = null));
    return this.looking;
  }
}
