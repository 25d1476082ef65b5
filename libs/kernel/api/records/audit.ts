import { Injectable } from '@nestjs/common';
import type { Change, HistoryEntry } from '#kernel/model';
import { currentContext, currentPrincipal } from '../access/context.ts';
import { eventOf, SecurityLog, type EventFacts, type SecurityEvent } from '../access/security-log.ts';
import { Clock } from '../clock.ts';
import { Database } from '../database/database.ts';
import { newId } from '../database/ids.ts';
import { UnitOfWork } from '../database/unit-of-work.ts';
import { KeyRing } from '../keys/key-ring.ts';
import { AUDIT_COLUMNS, canonicalOf, CHANGE_COLUMNS, erasedValue, type AuditChangeRow, type AuditRow } from './audit-row.ts';
import { fromStoredMoment, toStoredMoment } from './row.ts';

/** A change and the record it was made to. */
export interface RecordChange extends Change {
  readonly kind: string;
  readonly id: string;
}
type StoredChange = Omit<AuditChangeRow, 'id'> & { readonly auditId: string };
/** A unit of work as a record's history tells it. */
export type AuditedUnit = Omit<HistoryEntry, 'actor'> & { readonly actorId: string | null };
const PENDING = Symbol('audit');
/** The field of a change that holds a whole record: its creation. */
export const WHOLE = '*';
/** The field of what happened to a record without changing it. */
export const EVENT = '!';
const NOTHING: Change = { field: EVENT, old: null, new: null };
/** Whoever signs in acts, though nobody is signed in yet. */
const SIGN_IN = 'user.sign-in';
const INSERT = `INSERT INTO \`audit\` (${[...AUDIT_COLUMNS, 'mac'].map((name) => `\`${name}\``).join(', ')}) VALUES (${'?, '.repeat(AUDIT_COLUMNS.length)}?)`;

/** Writes down every change in the transaction that makes it: one row per unit of work, one more per field. */
@Injectable()
export class Audit {
  constructor(
    private readonly work: UnitOfWork,
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly keys: KeyRing,
    private readonly log: SecurityLog,
  ) {}

  /** Called after a commit with the row it left; whoever seals the chain puts itself here. */
  committed: (row: AuditRow & { readonly mac: string }) => void = () => undefined;

  /** States what is no change of a record: a sign-in, an export, a refusal. Part of the unit of work around it, else its own. */
  async event(action: SecurityEvent, facts: EventFacts = {}): Promise<void> {
    const { kind = null, id, actorId, sessionId, outcome = 'done', detail } = facts;
    await this.work.run(async () => {
      const notes = kind && id ? [{ ...NOTHING, kind, id }] : [];
      const row = this.row(action, kind);
      await this.write({ ...row, actorId: actorId ?? row.actorId, sessionId: sessionId ?? row.sessionId, outcome, detail: detail ? JSON.stringify(detail) : null }, notes);
      this.work.afterCommit(() => this.log.tell(action, facts));
    });
  }

  /** Notes what a unit of work does; the first action names the unit. Without changes it still leaves its row. */
  note(action: string, kind: string, id: string, changes: readonly Change[]): void {
    const pending = this.work.memo(PENDING, () => this.begin(action.includes('.') ? action : `${kind}.${action}`, kind, id));
    pending.push(...(changes.length > 0 ? changes : [NOTHING]).map((change) => ({ ...change, kind, id })));
  }

  /** What happened to a record, latest first. */
  async history(kind: string, id: string, after: string | null, size = 50): Promise<{ items: AuditedUnit[]; next: string | null }> {
    const units = await this.db.read<{ id: string; at: string; actorId: string | null; action: string }>(
      `SELECT DISTINCT a.\`id\`, a.\`at\`, a.\`actorId\`, a.\`action\` FROM \`audit_change\` c JOIN \`audit\` a ON a.\`id\` = c.\`auditId\`
       WHERE c.\`recordKind\` = ? AND c.\`recordId\` = ? AND c.\`field\` <> '${EVENT}' ${after ? 'AND c.`auditId` < ?' : ''}
       ORDER BY a.\`id\` DESC LIMIT ?`,
      [kind, id, ...(after ? [after] : []), size + 1],
    );
    const page = units.slice(0, size);
    const changes = await this.changesOf(kind, id, page.map((unit) => unit.id));
    const items = page.map((unit) => {
      const own = (changes.get(unit.id) ?? []).map((change): Change => ({ field: change.field, old: change.old, new: change.new }));
      return { id: unit.id, at: fromStoredMoment(unit.at), actorId: unit.actorId, action: actionOf(own, unit.action.startsWith(`${kind}.`) ? unit.action.slice(kind.length + 1) : null), changes: told(own) };
    });
    return { items, next: units.length > size ? (page.at(-1)?.id ?? null) : null };
  }

  /** The latest units that touched a record, without what they changed. */
  async latest(kind: string, id: string, size: number): Promise<Omit<AuditedUnit, 'changes'>[]> {
    const rows = await this.db.read<{ id: string; at: string; actorId: string | null; action: string }>(
      `SELECT DISTINCT a.\`id\`, a.\`at\`, a.\`actorId\`, a.\`action\` FROM \`audit_change\` c JOIN \`audit\` a ON a.\`id\` = c.\`auditId\`
       WHERE c.\`recordKind\` = ? AND c.\`recordId\` = ? AND c.\`field\` <> '${EVENT}' ORDER BY a.\`id\` DESC LIMIT ?`,
      [kind, id, size],
    );
    return rows.map((row) => ({ ...row, at: fromStoredMoment(row.at) }));
  }

  /** What units of work changed, in the order they did; of each unit at most so many. */
  async changesUnder(units: readonly string[], most = 200): Promise<Map<string, RecordChange[]>> {
    if (units.length === 0) return new Map();
    const rows = await this.db.read<StoredChange>(
      `SELECT \`auditId\`, \`recordKind\`, \`recordId\`, \`field\`, \`oldValue\`, \`newValue\` FROM (
         SELECT c.*, ROW_NUMBER() OVER (PARTITION BY \`auditId\` ORDER BY \`id\`) AS \`position\` FROM \`audit_change\` c WHERE \`auditId\` IN (${units.map(() => '?').join(', ')})
       ) k WHERE \`position\` <= ? ORDER BY \`auditId\`, \`position\``,
      [...units, most],
    );
    return grouped(rows);
  }

  private async changesOf(kind: string, id: string, units: readonly string[]): Promise<Map<string, RecordChange[]>> {
    if (units.length === 0) return new Map();
    const rows = await this.db.read<StoredChange>(
      `SELECT \`auditId\`, \`recordKind\`, \`recordId\`, \`field\`, \`oldValue\`, \`newValue\` FROM \`audit_change\`
       WHERE \`recordKind\` = ? AND \`recordId\` = ? AND \`auditId\` IN (${units.map(() => '?').join(', ')}) ORDER BY \`id\``,
      [kind, id, ...units],
    );
    return grouped(rows);
  }

  /** Erases for good what the audit holds of a record's values; their hashes stay, so that the rows still verify. */
  async erase(kind: string, id: string): Promise<void> {
    const rows = await this.db.read<AuditChangeRow>('SELECT `id`, `oldValue`, `newValue` FROM `audit_change` WHERE `recordKind` = ? AND `recordId` = ?', [kind, id]);
    const erased = (text: string | null) => (text === null ? null : erasedValue(text));
    for (const row of rows) await this.db.write('UPDATE `audit_change` SET `oldValue` = ?, `newValue` = ? WHERE `id` = ?', [erased(row.oldValue), erased(row.newValue), row.id]);
    await this.event('data.erased', { kind, id, detail: { changes: rows.length } });
  }

  private begin(action: string, kind: string, id: string): RecordChange[] {
    const notes: RecordChange[] = [];
    currentPrincipal();
    const row = this.row(action, kind);
    const outcome = action.endsWith('-refused') ? 'refused' : 'done';
    const actorId = action === SIGN_IN ? id : row.actorId;
    this.work.beforeCommit(() => this.write({ ...row, id: newId(), actorId, outcome }, notes));
    const event = eventOf(action);
    const fields = () => notes.flatMap(({ field }) => (field === EVENT ? [] : field));
    if (event) this.work.afterCommit(() => this.log.tell(event, { kind, id, outcome, actorId, detail: { action, fields: fields() } }));
    return notes;
  }

  private row(action: string, kind: string | null): AuditRow {
    const { requestId = null, address = null, principal } = currentContext() ?? {};
    const at = toStoredMoment(this.clock.now().toISOString());
    return { id: newId(), at, actorId: principal?.id ?? null, sessionId: principal?.sessionId ?? null, action, kind, requestId, address, outcome: 'done', detail: null };
  }

  private async write(row: AuditRow, notes: readonly RecordChange[]): Promise<void> {
    const text = (value: unknown) => (value === null || value === undefined ? null : JSON.stringify(value));
    const changes = notes.map((n): AuditChangeRow => ({ id: newId(), recordKind: n.kind, recordId: n.id, field: n.field, oldValue: text(n.old), newValue: text(n.new) }));
    const mac = this.keys.mac('audit', canonicalOf(row, changes));
    await this.db.write(INSERT, [...AUDIT_COLUMNS.map((name) => row[name]), mac]);
    await this.db.insert('audit_change', [...CHANGE_COLUMNS, 'auditId'], changes.map((change) => [...CHANGE_COLUMNS.map((name) => change[name]), row.id]));
    this.work.afterCommit(() => this.committed({ ...row, mac }));
  }
}

/** What a record went through, by its own verb where the unit was about its kind: 'win', 'deactivate'. */
function actionOf(changes: readonly Change[], verb: string | null): string {
  if (changes.some(({ field }) => field === WHOLE)) return 'create';
  const deleted = changes.find(({ field }) => field === 'deletedAt');
  if (deleted) return deleted.new ? 'delete' : 'restore';
  if (verb && !['create', 'delete', 'restore', 'assign', 'update'].includes(verb)) return verb;
  return changes.some(({ field }) => field === 'ownerId') ? 'assign' : 'update';
}

function grouped(rows: readonly StoredChange[]): Map<string, RecordChange[]> {
  const changeOf = ({ recordKind, recordId, field, oldValue, newValue }: StoredChange) => ({ kind: recordKind, id: recordId, field, old: valueOf(oldValue), new: valueOf(newValue) });
  return new Map([...Map.groupBy(rows, ({ auditId }) => auditId)].map(([unit, own]) => [unit, own.map(changeOf)]));
}
const isErased = (value: object): boolean => 'erased' in value && Object.keys(value).length === 1;
const valueOf = (text: string | null): unknown => (text === null ? null : JSON.parse(text));

/** A creation is told as the fields it set. */
export function told(changes: readonly Change[]): Change[] {
  return changes.flatMap((change) =>
    change.field === WHOLE && change.new && !isErased(change.new)
      ? Object.entries(change.new).map(([field, value]) => ({ field, old: null, new: value }))
      : [change],
  );
}
