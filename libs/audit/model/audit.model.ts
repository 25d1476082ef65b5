import { Choice, Day, Integer, Ref, Text, type Change, type Named } from '#kernel/model';

/** The audit is kept at least this long, whatever a setting says. */
export const LEAST_DAYS = 180;
export const USUAL_DAYS = 730;

/** What an audit log can be asked for; each has an index. */
export class AuditQuery {
  @Ref('user', { optional: true }) actorId!: string | null;
  @Text({ max: 80, optional: true }) action!: string | null;
  @Text({ max: 40, optional: true }) kind!: string | null;
  /** The id of a record, with its kind. */
  @Ref('self', { optional: true }) recordId!: string | null;
  @Day({ optional: true }) from!: string | null;
  @Day({ optional: true }) to!: string | null;
  @Text({ max: 64, optional: true }) address!: string | null;
  @Text({ max: 64, optional: true }) requestId!: string | null;
  /** Only what whoever watches over data should look at. */
  @Choice(['true'], { optional: true }) sensitive!: 'true' | null;
}
/** How long the audit is kept. */
export class AuditRetention {
  @Integer({ min: LEAST_DAYS, max: 36_500 }) days!: number;
}

/** What was done, by whom, when and from where. */
export interface AuditEntry {
  readonly id: string;
  readonly at: string;
  readonly actor: Named | null;
  readonly action: string;
  readonly outcome: 'done' | 'refused' | 'failed';
  readonly sensitive: boolean;
  readonly kind: string | null;
  /** The record it is about, or the first of them; its name only for those who may see it. */
  readonly record: (Named & { readonly kind: string }) | null;
  /** How many fields of records it changed. */
  readonly changes: number;
  readonly detail: Readonly<Record<string, unknown>> | null;
  readonly sessionId: string | null;
  readonly address: string | null;
  readonly requestId: string | null;
}
/** A change under an entry, as far as whoever reads may know it. */
export interface AuditedChange extends Change {
  readonly kind: string;
  readonly id: string;
}
export interface AuditDetail extends AuditEntry {
  readonly list: readonly AuditedChange[];
  /** How many changes are not told: of records or fields that whoever reads may not see, or too many. */
  readonly untold: number;
}

export const AUDIT_FAULTS = ['missing', 'row-missing', 'changed', 'moved', 'rewritten', 'cut', 'inserted', 'unsealed', 'stub', 'checkpoint'] as const;
/** The first thing that is not as it was written. */
export interface AuditFault {
  readonly chain: string;
  readonly seq: number;
  readonly fault: (typeof AUDIT_FAULTS)[number];
  readonly auditId: string | null;
}
/** What reading the whole chain again has shown. */
export interface AuditVerdict {
  readonly whole: boolean;
  readonly at: string;
  /** Rows that were verified, and the number of the last one. */
  readonly rows: number;
  readonly head: number;
  readonly first: AuditFault | null;
  /** Rows that are older than the chain, and rows that wait for their seal. */
  readonly older: number;
  readonly pending: number;
  readonly checkpoint: { readonly seq: number; readonly at: string } | null;
  /** Rows between the end of the chain and the last checkpoint that are gone. */
  readonly gap: number;
  readonly removed: { readonly rows: number; readonly at: string } | null;
}
/** How the audit stands. */
export interface AuditState {
  readonly verdict: AuditVerdict | null;
  readonly running: boolean;
  readonly retentionDays: number;
}
export interface AuditExport {
  readonly id: string;
  readonly state: 'running' | 'done' | 'failed';
  readonly rows: number;
}
