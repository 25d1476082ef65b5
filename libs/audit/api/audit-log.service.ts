import { Injectable } from '@nestjs/common';
import { addDays, check, startOfDay, type Change } from '#kernel/model';
import {
  Audit, Database, EVENT, fromStoredMoment, Invalid, isSensitive, NotFound, Records, toStoredMoment, type RecordChange,
} from '#kernel/api'; // prettier-ignore
import { AuditQuery, type AuditDetail, type AuditEntry } from '#audit/model';
import { EntryNames } from './entry-names.ts';

const TOLD = 200;
interface Stored {
  readonly id: string;
  readonly at: string;
  readonly actorId: string | null;
  readonly action: string;
  readonly outcome: AuditEntry['outcome'];
  readonly kind: string | null;
  readonly detail: string | null;
  readonly sessionId: string | null;
  readonly address: string | null;
  readonly requestId: string | null;
}
interface Where {
  readonly text: string;
  readonly params: readonly unknown[];
}

/** The audit for those who watch over it: read, filtered and paged by the chain, a second after it was written. */
@Injectable()
export class AuditLog {
  constructor(
    private readonly db: Database,
    private readonly kernel: Records,
    private readonly audit: Audit,
    private readonly names: EntryNames,
  ) {}

  /** A page, latest first. Throws Invalid with what cannot be asked. */
  async list(params: Record<string, unknown>): Promise<{ items: AuditEntry[]; next: string | null }> {
    const { size: asked, after, ...filters } = params;
    const size = asked === undefined ? 50 : Number(asked);
    if (!Number.isInteger(size) || size < 1 || size > 200) throw new Invalid([{ pointer: '/size', code: 'size' }]);
    const where = await this.where(filters, after);
    const rows = await this.db.read<Stored & { seq: number }>(
      `SELECT k.\`seq\`, a.\`id\`, a.\`at\`, a.\`actorId\`, a.\`action\`, a.\`outcome\`, a.\`kind\`, a.\`detail\`, a.\`sessionId\`, a.\`address\`, a.\`requestId\`
       FROM (SELECT s.\`seq\`, s.\`at\`, s.\`auditId\` FROM \`audit_seal\` s ${where.text} ORDER BY s.\`at\` DESC, s.\`seq\` DESC LIMIT ?) k
       JOIN \`audit\` a ON a.\`id\` = k.\`auditId\` ORDER BY k.\`at\` DESC, k.\`seq\` DESC`,
      [...where.params, size + 1],
    );
    const shown = rows.slice(0, size);
    const last = shown.at(-1);
    return { items: await this.entries(shown), next: rows.length > size && last ? cursorOf(last) : null };
  }

  /** One entry with its changes, as far as whoever asks may know them. */
  async get(id: string): Promise<AuditDetail> {
    const [row] = await this.db.read<Stored>('SELECT * FROM `audit` WHERE `id` = ?', [id]);
    const [entry] = row ? await this.entries([row]) : [];
    if (!entry) throw new NotFound();
    const all = ((await this.audit.changesUnder([id], TOLD)).get(id) ?? []).filter(({ field }) => field !== EVENT);
    const told = await this.told(all);
    const untold = Math.max(entry.changes - all.length, 0) + all.filter((change) => !told.some((one) => one.id === change.id && covers(change, one))).length;
    return { ...entry, list: told, untold };
  }

  /** Changes that whoever asks may know of, kind by kind by its own store. */
  async told(changes: readonly RecordChange[]): Promise<RecordChange[]> {
    const told: RecordChange[] = [];
    for (const [kind, own] of Map.groupBy(changes, (change) => change.kind)) {
      const store = this.kernel.stores.get(kind);
      told.push(...(store ? await store.changesFor(own) : own));
    }
    return told;
  }

  /** Every action that ever happened, by stepping along their index. */
  async actions(): Promise<string[]> {
    const found: string[] = [];
    for (let last = ''; found.length < 500; found.push(last)) {
      const [row] = await this.db.read<{ action: string | null }>('SELECT MIN(`action`) AS `action` FROM `audit_seal` WHERE `action` > ?', [last]);
      if (!row?.action) break;
      last = row.action;
    }
    return found;
  }

  private async where(filters: Record<string, unknown>, after: unknown): Promise<Where> {
    const faults = check(AuditQuery, filters);
    if (faults.length > 0) throw new Invalid(faults);
    const { actorId, action, kind, recordId, from, to, address, requestId, sensitive } = filters as Partial<AuditQuery>;
    const { timeZone } = await this.kernel.workspace.settings();
    const day = (value: string) => toStoredMoment(startOfDay(value, timeZone));
    const parts: [string, readonly unknown[]][] = [];
    for (const [name, value] of Object.entries({ actorId, action, address, requestId })) if (value) parts.push([`s.\`${name}\` = ?`, [value]]);
    if (recordId) parts.push(['s.`auditId` IN (SELECT c.`auditId` FROM `audit_change` c WHERE c.`recordKind` = ? AND c.`recordId` = ?)', [kind ?? '', recordId]]);
    else if (kind) parts.push(['s.`kind` = ?', [kind]]);
    if (from) parts.push(['s.`at` >= ?', [day(from)]]);
    if (to) parts.push(['s.`at` < ?', [day(addDays(to, 1))]]);
    if (sensitive) {
      const watched = ['', ...(await this.actions()).filter(isSensitive)];
      parts.push([`s.\`action\` IN (${watched.map(() => '?').join(', ')})`, watched]);
    }
    if (typeof after === 'string') {
      const { at, seq } = placeOf(after);
      parts.push(['s.`at` <= ? AND (s.`at` < ? OR s.`seq` < ?)', [at, at, seq]]);
    }
    return { text: parts.length > 0 ? `WHERE ${parts.map(([text]) => `(${text})`).join(' AND ')}` : '', params: parts.flatMap(([, values]) => values) };
  }

  private async entries(rows: readonly Stored[]): Promise<AuditEntry[]> {
    const about = await this.names.about(rows);
    return rows.map(({ id, actorId, at, action, outcome, kind, detail, sessionId, address, requestId }) => ({
      id, action, outcome, kind, sessionId, address, requestId, at: fromStoredMoment(at), actor: about.actors.get(actorId ?? '') ?? null, record: about.records.get(id) ?? null, changes: about.counts.get(id) ?? 0,
      detail: detail ? (JSON.parse(detail) as Record<string, unknown>) : null, sensitive: isSensitive(action),
    })); // prettier-ignore
  }
}

/** A creation is told as many fields: whichever of them covers it. */
const covers = (change: Change, told: Change): boolean => change.field === told.field || change.field === '*';
const cursorOf = ({ at, seq }: { at: string; seq: number }): string => Buffer.from(`${at}|${seq}`).toString('base64url');
function placeOf(after: string): { at: string; seq: number } {
  const [at = '', seq = ''] = Buffer.from(after, 'base64url').toString().split('|');
  if (!/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{3}$/.test(at) || !/^\d{1,15}$/.test(seq)) throw new Invalid([{ pointer: '/after', code: 'cursor' }]);
  return { at, seq: Number(seq) };
}
