import { Choice, Flag, Integer, LongText, Text } from '#kernel/model';

/** A pair an administrator made here, a recipient of their own, and this host's key for its drills. */
export const BACKUP_KEY_KINDS = ['master', 'own', 'drill'] as const;
export type BackupKeyKind = (typeof BACKUP_KEY_KINDS)[number];
/** Somebody who can open backups. */
export interface BackupKeyView {
  readonly id: string;
  readonly kind: BackupKeyKind;
  readonly name: string;
  readonly recipient: string;
  readonly fingerprint: string;
  readonly createdAt: string;
}
export class NewBackupKey {
  @Choice(['master', 'own']) kind!: 'master' | 'own';
  @Text({ max: 100 }) name!: string;
  @Text({ max: 400 }) recipient!: string;
}
/** Whether this host may open backups, to check and to drill. */
export class DrillKeySwitch {
  @Flag() on!: boolean;
}

export const TARGET_KINDS = ['folder', 's3', 'sftp'] as const;
export type TargetKind = (typeof TARGET_KINDS)[number];
/** What a place of each kind cannot do without, beside its secret. */
export const PLACE_NEEDS = { folder: ['path'], s3: ['endpoint', 'bucket', 'accessKeyId'], sftp: ['host', 'username', 'path'] } as const;
const oneLine = { code: 'host', holds: (text: string) => /^[\p{L}\p{N}.:_-]+$/u.test(text) };
/** A place for backups; which fields it needs follows from its kind. */
export class TargetInput {
  @Text({ max: 100 }) name!: string;
  @Choice(TARGET_KINDS) kind!: TargetKind;
  @Flag() enabled!: boolean;
  /** A folder of this machine, or of the server. */
  @Text({ max: 500, optional: true }) path!: string | null;
  @Text({ max: 300, optional: true }) endpoint!: string | null;
  @Text({ max: 60, optional: true }) region!: string | null;
  @Text({ max: 100, optional: true }) bucket!: string | null;
  @Text({ max: 200, optional: true }) prefix!: string | null;
  @Text({ max: 200, optional: true }) accessKeyId!: string | null;
  @Text({ max: 200, optional: true, rule: oneLine }) host!: string | null;
  @Integer({ min: 1, max: 65_535, optional: true }) port!: number | null;
  @Text({ max: 100, optional: true }) username!: string | null;
  /** SHA256:… of the server's key. */
  @Text({ max: 100, optional: true }) hostKey!: string | null;
  /** Written, never read: the secret access key, the password, or a private key. Null keeps the one that is there. */
  @LongText({ max: 10_000, optional: true }) secret!: string | null;
}
export interface FolderPlace {
  readonly path: string;
}
export interface S3Place {
  readonly endpoint: string;
  readonly region: string;
  readonly bucket: string;
  readonly prefix: string;
  readonly accessKeyId: string;
  readonly pathStyle: boolean;
}
export interface SftpPlace {
  readonly host: string;
  readonly port: number;
  readonly username: string;
  readonly path: string;
  readonly hostKey: string;
}
export interface TargetView {
  readonly id: string;
  readonly name: string;
  readonly kind: TargetKind;
  readonly enabled: boolean;
  readonly place: Readonly<Record<string, string | number | boolean>>;
  readonly hasSecret: boolean;
  readonly seenAt: string | null;
  readonly freeBytes: number | null;
  readonly fault: FaultView | null;
  /** It is on the disk of the data folder: lost together with it. */
  readonly sameDisk: boolean;
}
/** What went wrong: a code of `backup.fault` with its facts. */
export interface FaultView {
  readonly code: string;
  readonly facts: Readonly<Record<string, string | number>>;
}

export const RUN_STATES = ['running', 'good', 'partial', 'failed'] as const;
export type RunState = (typeof RUN_STATES)[number];
export const RUN_CAUSES = ['manual', 'schedule', 'command', 'upgrade', 'restore', 'found'] as const;
export type RunCause = (typeof RUN_CAUSES)[number];
export const RUN_PHASES = ['files', 'dump', 'upload', 'check', 'done'] as const;
export type RunPhase = (typeof RUN_PHASES)[number];
export interface CopyView {
  readonly targetId: string;
  readonly target: string;
  readonly state: 'held' | 'failed' | 'removed';
  readonly fault: FaultView | null;
}
/** A backup as the catalogue tells it. */
export interface BackupView {
  readonly id: string;
  readonly name: string;
  readonly state: RunState;
  readonly cause: RunCause;
  readonly phase: RunPhase;
  readonly done: number;
  readonly total: number;
  readonly startedAt: string;
  readonly finishedAt: string | null;
  readonly bytes: number;
  readonly plainBytes: number;
  readonly rowCount: number;
  readonly files: number;
  readonly fileBytes: number;
  readonly fault: FaultView | null;
  /** When it was read back and opened after it was written; null when this host may not open it. */
  readonly checkedAt: string | null;
  /** When a drill restored it. */
  readonly verifiedAt: string | null;
  readonly removedAt: string | null;
  readonly copies: readonly CopyView[];
}

/** What a look through a place came upon: backups this database did not know and knows now, unfinished or damaged ones, and those of another installation. */
export interface ScanView {
  readonly adopted: readonly string[];
  readonly incomplete: readonly string[];
  readonly foreign: readonly string[];
  readonly known: number;
}

/** How many backups are kept: the last one of so many days, weeks and months, and so many that were proven, whatever their age. */
export class BackupRetention {
  @Integer({ min: 1, max: 366 }) daily!: number;
  @Integer({ min: 0, max: 260 }) weekly!: number;
  @Integer({ min: 0, max: 240 }) monthly!: number;
  @Integer({ min: 3, max: 100 }) floor!: number;
}
export const USUAL_RETENTION: BackupRetention = { daily: 7, weekly: 5, monthly: 12, floor: 3 };

export class ScheduleInput {
  @Text({ max: 100 }) cron!: string;
  /** An IANA time zone; null is the workspace's. */
  @Text({ max: 60, optional: true }) zone!: string | null;
  @Flag() enabled!: boolean;
}
export class CronQuestion {
  @Text({ max: 100 }) cron!: string;
  @Text({ max: 60, optional: true }) zone!: string | null;
}
export interface ScheduleView {
  readonly id: string;
  readonly kind: string;
  readonly cron: string;
  readonly zone: string;
  readonly enabled: boolean;
  /** The next three times. */
  readonly next: readonly string[];
}

/** Everything the page says. */
export interface BackupsView {
  /** Something is missing before backups can run: somebody to encrypt to, a target. */
  readonly missing: readonly ('recipient' | 'target' | 'program')[];
  readonly running: BackupView | null;
  readonly lastGood: BackupView | null;
  readonly nextRun: string | null;
  readonly overdue: boolean;
  readonly backups: readonly BackupView[];
  readonly targets: readonly TargetView[];
  readonly keys: readonly BackupKeyView[];
  readonly schedules: readonly ScheduleView[];
  readonly retention: BackupRetention;
}
