import { Injectable } from '@nestjs/common';
import { BackupStatus, type BackupFacts } from '#backups/api';
import { Clock } from '#kernel/api';
import type { HealthLine } from '#operations/model';
import { judged, line, type Check } from './check.ts';

const DAY_MS = 86_400_000;
/** A backup is read back and proven once a week; a day more is no alarm. */
const PROOF_DAYS = 8;
/** A target is short when it has room for fewer than this many more. */
const TIMES = 2;

/** The backups: whether the last one is good and young enough, when one was proven, whether their targets can be reached and have room. */
@Injectable()
export class BackupsCheck implements Check {
  readonly name = 'backup-run';

  constructor(
    private readonly status: BackupStatus,
    private readonly clock: Clock,
  ) {}

  async lines(): Promise<HealthLine[]> {
    return backupLines(await this.status.facts(), this.clock.now().getTime());
  }
}

export function backupLines({ enabled, lastGood, lastVerified, lastRun, overdue, nextRun, targets }: BackupFacts, now: number): HealthLine[] {
  if (!enabled) return [line('backup-run', 'attention', 'off')];
  const away = targets.filter(({ reachable }) => !reachable);
  const short = targets.filter(({ freeBytes, lastBytes }) => freeBytes !== null && lastBytes !== null && freeBytes < TIMES * lastBytes);
  const proven = lastVerified !== null && now - Date.parse(lastVerified) < PROOF_DAYS * DAY_MS;
  const run = { ranAt: lastRun?.startedAt ?? null, sizeBytes: lastRun?.bytes ?? 0, fault: lastRun?.error ?? null };
  return [
    judged('backup-run', run, [lastRun === null, 'attention', 'never'], [lastRun?.state === 'failed', 'bad', 'failed'], [lastRun?.state === 'partial', 'attention', 'partial']),
    judged('backup-age', { lastAt: lastGood, nextAt: nextRun }, [overdue, 'bad', 'overdue'], [lastGood === null, 'attention', 'none']),
    judged('backup-proof', { provenAt: lastVerified }, [lastVerified === null && lastGood === null, 'attention', 'never'], [!proven, 'bad', lastVerified === null ? 'never' : 'old']),
    judged('backup-targets', { count: targets.length, names: [...away, ...short].map(({ name }) => name).join(', ') }, [away.length > 0, 'bad', 'away'], [short.length > 0, 'bad', 'short'], [targets.length < 2, 'attention', 'one']),
  ];
}
