import { Injectable } from '@nestjs/common';
import { Clock, Database, fromStoredMoment, toStoredMoment, type RecentError } from '#kernel/api';

const WEEK_MS = 7 * 86_400_000;

/** Jobs that failed within a week, of all instances, by their kind. */
@Injectable()
export class FailedJobs {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
  ) {}

  async list(): Promise<RecentError[]> {
    const since = toStoredMoment(new Date(this.clock.now().getTime() - WEEK_MS).toISOString());
    const rows = await this.db.read<{ kind: string; n: number; first: string; last: string }>(
      "SELECT `kind`, COUNT(*) AS `n`, MIN(`finishedAt`) AS `first`, MAX(`finishedAt`) AS `last` FROM `job` WHERE `state` = 'failed' AND `finishedAt` > ? GROUP BY `kind`", [since],
    ); // prettier-ignore
    return rows.map(({ kind, n, first, last }) => ({ code: 'job-failed', where: kind, count: Number(n), firstAt: fromStoredMoment(first), lastAt: fromStoredMoment(last) }));
  }
}
