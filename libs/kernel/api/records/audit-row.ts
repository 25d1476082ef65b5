import { hash } from 'node:crypto';

export type Outcome = 'done' | 'refused' | 'failed';

/** A row of the audit as it is stored: what one unit of work did, or one thing that is no change of a record. */
export interface AuditRow {
  readonly id: string;
  readonly at: string;
  readonly actorId: string | null;
  readonly sessionId: string | null;
  readonly action: string;
  /** The kind of record it is about, or of the first one. */
  readonly kind: string | null;
  readonly requestId: string | null;
  readonly address: string | null;
  readonly outcome: Outcome;
  /** Facts of the event as JSON. */
  readonly detail: string | null;
}
/** A change of a record as it is stored under its row. */
export interface AuditChangeRow {
  readonly id: string;
  readonly recordKind: string;
  readonly recordId: string;
  readonly field: string;
  readonly oldValue: string | null;
  readonly newValue: string | null;
}
export const AUDIT_COLUMNS = ['id', 'at', 'actorId', 'sessionId', 'action', 'kind', 'requestId', 'address', 'outcome', 'detail'] as const satisfies readonly (keyof AuditRow)[];
export const CHANGE_COLUMNS = ['id', 'recordKind', 'recordId', 'field', 'oldValue', 'newValue'] as const satisfies readonly (keyof AuditChangeRow)[];

const ERASED = '{"erased":"';
/** What stands in place of a value that was erased for good: its hash, so that the row stays proven. */
export const erasedValue = (text: string): string => `${ERASED}${digestOf(text) ?? ''}"}`;

/**
 * The one spelling of a row and its changes that its keyed hash is made over. It is made of what is stored, encrypted
 * values as they stand, and of values by their hash, so that a value can be erased later and the row still verifies.
 */
export function canonicalOf(row: AuditRow, changes: readonly AuditChangeRow[]): string {
  const lines = changes.map((c) => JSON.stringify([c.id, c.recordKind, c.recordId, c.field, digestOf(c.oldValue), digestOf(c.newValue)]));
  return JSON.stringify(['v1', ...AUDIT_COLUMNS.map((name) => row[name]), changes.length, hash('sha256', lines.join('\n'), 'base64url')]);
}

function digestOf(text: string | null): string | null {
  if (text === null) return null;
  return text.startsWith(ERASED) ? text.slice(ERASED.length, -2) : hash('sha256', text, 'base64url');
}
