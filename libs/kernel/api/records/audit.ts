import { Injectable } from '@nestjs/common';
import type { Change, HistoryEntry } from '#kernel/model';
import { currentContext, currentPrincipal } from '../access/context.ts';
import { Clock } from '../clock.ts';
import { Database } from '../database/database.ts';
import { newId } from '../database/ids.ts';
import { UnitOfWork } from '../database/unit-of-work.ts';
import { fromStoredMoment, toStoredMoment } from './row.ts';

interface Noted extends Change {
  readonly kind: string;
  readonly id: string;
}
/** A unit of work as a record's history tells it. */
export type AuditedUnit = Omit<HistoryEntry, 'actor'> & { readonly actorId: string | null };
const PENDING = Symbol('audit');
/** The field of a change that holds a whole record: its creation. */
export const WHOLE = '*';

/** Writes down every change in the transaction that makes it: one row per unit of work, one more per field. */
@Injectable()
export class Audit {
  constructor(
    private readonly work: UnitOfWork,
    private readonly db: Database,
    private readonly clock: Clock,
  ) {}

  /** Notes what a unit of work does; the first action names the unit. Without changes it still leaves its row. */
  note(action: string, kind: string, id: string, changes: readonly Change[]): void {
    const pending = this.work.memo(PENDING, () => {
      const notes: Noted[] = [];
      const actorId = currentPrincipal().id;
      this.work.beforeCommit(() => this.write(action, actorId, notes));
      return notes;
    });
    for (const { field, old, new: now } of changes) pending.push({ field, old, new: now, kind, id });
  }

  /** What happened to a record, latest first. */
  async history(kind: string, id: string, after: string | null, size = 50): Promise<{ items: AuditedUnit[]; next: string | null }> {
    const units = await this.db.read<{ id: string; at: string; actorId: string | null }>(
      `SELECT DISTINCT a.\`id\`, a.\`at\`, a.\`actorId\` FROM \`audit_change\` c JOIN \`audit\` a ON a.\`id\` = c.\`auditId\`
       WHERE c.\`recordKind\` = ? AND c.\`recordId\` = ? ${after ? 'AND c.`auditId` < ?' : ''}
       ORDER BY a.\`id\` DESC LIMIT ?`,
      [kind, id, ...(after ? [after] : []), size + 1],
    );
    const page = units.slice(0, size);
    const changes = await this.changesOf(kind, id, page.map((unit) => unit.id));
    const items = page.map((unit) => {
      const own = changes.get(unit.id) ?? [];
      return { id: unit.id, at: fromStoredMoment(unit.at), actorId: unit.actorId, action: actionOf(own), changes: told(own) };
    });
    return { items, next: units.length > size ? (page.at(-1)?.id ?? null) : null };
  }

  /** The latest units that touched a record, without what they changed. */
  async latest(kind: string, id: string, size: number): Promise<Omit<AuditedUnit, 'changes'>[]> {
    const rows = await this.db.read<{ id: string; at: string; actorId: string | null; action: string }>(
      `SELECT DISTINCT a.\`id\`, a.\`at\`, a.\`actorId\`, a.\`action\` FROM \`audit_change\` c JOIN \`audit\` a ON a.\`id\` = c.\`auditId\`
       WHERE c.\`recordKind\` = ? AND c.\`recordId\` = ? ORDER BY a.\`id\` DESC LIMIT ?`,
      [kind, id, size],
    );
    return rows.map((row) => ({ ...row, at: fromStoredMoment(row.at) }));
  }

  private async changesOf(kind: string, id: string, units: readonly string[]): Promise<Map<string, Change[]>> {
    if (units.length === 0) return new Map();
    const rows = await this.db.read<{ auditId: string; field: string; oldValue: string | null; newValue: string | null }>(
      `SELECT \`auditId\`, \`field\`, \`oldValue\`, \`newValue\` FROM \`audit_change\`
       WHERE \`recordKind\` = ? AND \`recordId\` = ? AND \`auditId\` IN (${units.map(() => '?').join(', ')}) ORDER BY \`id\``,
      [kind, id, ...units],
    );
    const value = (text: string | null): unknown => (text === null ? null : JSON.parse(text));
    const grouped = Map.groupBy(rows, (row) => row.auditId);
    return new Map([...grouped].map(([unit, own]) => [unit, own.map((c) => ({ field: c.field, old: value(c.oldValue), new: value(c.newValue) }))]));
  }

  private async write(action: string, actorId: string | null, notes: readonly Noted[]): Promise<void> {
    const auditId = newId();
    const { requestId = null, address = null } = currentContext() ?? {};
    await this.db.write('INSERT INTO `audit` (`id`, `at`, `actorId`, `action`, `requestId`, `address`) VALUES (?, ?, ?, ?, ?, ?)', [
      auditId, toStoredMoment(this.clock.now().toISOString()), actorId, action, requestId, address,
    ]); // prettier-ignore
    const text = (value: unknown) => (value === null || value === undefined ? null : JSON.stringify(value));
    const rows = notes.map((n) => [newId(), auditId, n.kind, n.id, n.field, text(n.old), text(n.new)]);
    await this.db.insert('audit_change', ['id', 'auditId', 'recordKind', 'recordId', 'field', 'oldValue', 'newValue'], rows);
  }
}

function actionOf(changes: readonly Change[]): string {
  if (changes.some(({ field }) => field === WHOLE)) return 'create';
  const deleted = changes.find(({ field }) => field === 'deletedAt');
  if (deleted) return deleted.new ? 'delete' : 'restore';
  return changes.some(({ field }) => field === 'ownerId') ? 'assign' : 'update';
}

/** A creation is told as the fields it set. */
function told(changes: readonly Change[]): Change[] {
  return changes.flatMap((change) =>
    change.field === WHOLE && change.new
      ? Object.entries(change.new).map(([field, value]) => ({ field, old: null, new: value }))
      : [change],
  );
}
