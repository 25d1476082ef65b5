import { Injectable } from '@nestjs/common';
import { BackupStatus } from '#backups/api';
import { Clock } from '#kernel/api';

/** The backups as numbers for a collector of metrics. */
@Injectable()
export class BackupFigures {
  constructor(
    private readonly status: BackupStatus,
    private readonly clock: Clock,
  ) {}

  /** By the name of the metric; what never happened is not there. */
  async figures(): Promise<Record<string, number>> {
    const facts = await this.status.facts();
    const { lastGood, lastVerified, lastRun, overdue, targets } = facts;
    const seconds = (from: string, to: number) => Math.max(0, Math.round((to - Date.parse(from)) / 1000));
    return {
      ...(lastGood ? { backup_last_success_timestamp_seconds: Math.round(Date.parse(lastGood) / 1000) } : {}),
      ...(lastVerified ? { backup_last_verified_age_seconds: seconds(lastVerified, this.clock.now().getTime()) } : {}),
      ...(lastRun?.finishedAt ? { backup_duration_seconds: seconds(lastRun.startedAt, Date.parse(lastRun.finishedAt)), backup_bytes: lastRun.bytes } : {}),
      backup_overdue: overdue ? 1 : 0,
      backup_targets_unreachable: targets.filter(({ reachable }) => !reachable).length,
    };
  }
}
