/** The last run, whatever became of it. */
export interface RunStatus {
  readonly name: string;
  readonly state: 'running' | 'good' | 'partial' | 'failed';
  readonly startedAt: string;
  readonly finishedAt: string | null;
  readonly bytes: number;
  /** A code of `backup.fault`. */
  readonly error: string | null;
}
export interface TargetStatus {
  readonly id: string;
  readonly name: string;
  readonly reachable: boolean;
  readonly freeBytes: number | null;
  /** What the last backup took there. */
  readonly lastBytes: number | null;
}
/** How the backups of this installation stand, for whoever watches over them. */
export interface BackupFacts {
  readonly enabled: boolean;
  /** When the last good one was finished. */
  readonly lastGood: string | null;
  /** When one was last read back and proven. */
  readonly lastVerified: string | null;
  readonly lastRun: RunStatus | null;
  /** A good one is missing for more than twice the time between two runs. */
  readonly overdue: boolean;
  readonly nextRun: string | null;
  readonly targets: readonly TargetStatus[];
}

/** Tells how backups stand. */
export abstract class BackupStatus {
  abstract facts(): Promise<BackupFacts>;
}
