/** The last run, whatever became of it. */
interface RunStatus {
  readonly state: 'running' | 'good' | 'partial' | 'failed';
  readonly startedAt: string;
  readonly finishedAt: string | null;
  readonly bytes: number;
  readonly error: string | null;
}
interface TargetStatus {
  readonly name: string;
  readonly reachable: boolean;
  readonly freeBytes: number | null;
  readonly lastBytes: number | null;
}
/** How backups stand. */
export interface BackupFacts {
  readonly enabled: boolean;
  readonly lastGood: string | null;
  readonly lastVerified: string | null;
  readonly lastRun: RunStatus | null;
  readonly overdue: boolean;
  readonly nextRun: string | null;
  readonly targets: readonly TargetStatus[];
}

/** Tells how backups stand; null where there are none in this program. */
export abstract class BackupReport {
  abstract facts(): Promise<BackupFacts | null>;
}
export class NoBackups extends BackupReport {
  facts(): Promise<null> {
    return Promise.resolve(null);
  }
}
