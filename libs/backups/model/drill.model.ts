import { Moment, Ref, Text } from '#kernel/model';

/** What is checked of a restored backup, in the order in which it is checked. */
export const PROOF_CHECKS = ['signature', 'version', 'load', 'tables', 'files', 'replay', 'start', 'migrations', 'orphans', 'sealed', 'chain'] as const;
export type ProofCheck = (typeof PROOF_CHECKS)[number];
export interface Checked {
  readonly check: ProofCheck;
  /** Bytes loaded, rows added up, files, values or lists read. */
  readonly n: number;
}

/** A drill restores and throws away; a restore keeps what it restored until it is switched to or dropped. */
export const RESTORATION_KINDS = ['drill', 'restore'] as const;
export type RestorationKind = (typeof RESTORATION_KINDS)[number];
export const RESTORATION_STATES = ['running', 'good', 'failed', 'switched', 'dropped'] as const;
export type RestorationState = (typeof RESTORATION_STATES)[number];

/** A restore of a backup, for trial or in earnest, and what came of it. */
export interface Restoration {
  readonly id: string;
  readonly kind: RestorationKind;
  readonly backup: string;
  readonly target: string;
  readonly state: RestorationState;
  readonly cause: 'schedule' | 'person' | 'command';
  readonly startedAt: string;
  readonly finishedAt: string | null;
  /** How long it took: the time a restore takes. */
  readonly seconds: number | null;
  /** Where it is now, and how far. */
  readonly step: ProofCheck | null;
  readonly done: number;
  readonly total: number;
  readonly checks: readonly Checked[];
  readonly fault: { readonly code: string; readonly facts: Readonly<Record<string, string | number>> } | null;
  /** The moment it was brought to by the binary log; null for the moment of the backup. */
  readonly until: string | null;
  /** The database or file that was kept. */
  readonly place: string | null;
}

/** A backup that can be restored from a target. */
export interface RestorePoint {
  readonly backup: string;
  readonly at: string;
  readonly targetId: string;
  readonly target: string;
  readonly bytes: number;
  /** When a restore of it last succeeded. */
  readonly provenAt: string | null;
  readonly damaged: boolean;
}
/** What can be restored, and to which moments. */
export interface RestorePoints {
  readonly items: readonly RestorePoint[];
  /** Any second between these two can be restored; null without binary logs. */
  readonly logs: { readonly from: string; readonly to: string } | null;
  /** Why not every second can be restored, as a code of `backup.logs`. */
  readonly noLogs: string | null;
}

/** A table of the running installation and of a restored one. */
export interface TableCompared {
  readonly table: string;
  /** The kind of record it holds, when it holds one. */
  readonly kind: string | null;
  readonly live: number;
  readonly restored: number;
}

/** Which backup is tried; the latest one unless it is named. */
export class DrillOrder {
  @Text({ max: 40, optional: true }) backup!: string | null;
  @Ref('backup_target', { optional: true }) targetId!: string | null;
}
/** Which backup is restored, and to which moment after it. */
export class RestoreTo {
  @Text({ max: 40 }) backup!: string;
  @Ref('backup_target', { optional: true }) targetId!: string | null;
  @Moment({ optional: true }) until!: string | null;
}
/** Whoever switches types the name of the backup. */
export class SwitchOrder {
  @Text({ max: 40 }) confirmation!: string;
}
