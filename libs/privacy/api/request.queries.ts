import { Injectable } from '@nestjs/common';
import { Clock, currentPrincipal, Database, fromStoredMoment, newId, NotFound, Sealing, toStoredMoment, UnitOfWork } from '#kernel/api';
import type { EraseReason, NewPrivacyRequest, PrivacyAction, PrivacyReport, PrivacyRequest, TombstoneView } from '#privacy/model';
import type { Known } from './person.ts';
import { keyOf, type RecordKey } from './subjects.ts';

interface Stored {
  readonly id: string;
  readonly action: PrivacyAction;
  readonly state: PrivacyRequest['state'];
  readonly records: string;
  readonly known: string | null;
  readonly report: string | null;
  readonly done: number;
  readonly reason: EraseReason | null;
  readonly reference: string | null;
  readonly code: string | null;
  readonly userId: string;
  readonly createdAt: string;
}
/** A request as its job sees it. */
export interface OpenRequest {
  readonly id: string;
  readonly action: PrivacyAction;
  readonly keys: readonly RecordKey[];
  readonly known: Known;
  /** Records that are done. */
  readonly done: number;
  readonly reason: EraseReason;
  readonly reference: string | null;
  readonly userId: string;
}
export const HOURS = 24;
const NOBODY: Known = { ids: [], names: [], phones: [], emails: [], codes: [] };

/** Where requests about persons are kept: for a day, what they know encrypted, and without it once somebody is erased. */
@Injectable()
export class RequestQueries {
  constructor(
    private readonly db: Database,
    private readonly work: UnitOfWork,
    private readonly sealing: Sealing,
    private readonly clock: Clock,
  ) {}

  async add({ action, records, reason, reference }: NewPrivacyRequest, known: Known): Promise<string> {
    const id = newId();
    const row = [id, action, 'running', JSON.stringify(records), this.close('known', id, known), 0, reason ?? null, reference ?? null, currentPrincipal().id, this.moment()];
    await this.db.insert('privacy_request', ['id', 'action', 'state', 'records', 'known', 'done', 'reason', 'reference', 'userId', 'createdAt'], [row]);
    return id;
  }
  /** One's own request, less than a day old. Throws NotFound. */
  async view(id: string): Promise<PrivacyRequest> {
    const { action, state, code, report, createdAt, userId } = await this.find(id);
    if (userId !== currentPrincipal().id) throw new NotFound();
    return { id, action, state, code, report: report === null ? null : this.sealing.read<PrivacyReport | null>('privacy_request', 'report', id, report, null), createdAt: fromStoredMoment(createdAt) };
  }
  async open(id: string): Promise<OpenRequest> {
    const row = await this.find(id);
    const known = row.known === null ? NOBODY : this.sealing.read<Known>('privacy_request', 'known', id, row.known, NOBODY);
    return { ...row, known, keys: (JSON.parse(row.records) as string[]).flatMap((text) => keyOf(text) ?? []), done: Number(row.done), reason: row.reason ?? 'other' };
  }
  async advance(id: string, done: number): Promise<void> {
    await this.work.run(() => this.db.write('UPDATE `privacy_request` SET `done` = ? WHERE `id` = ?', [done, id]));
  }
  /** What it knew goes with its end. */
  async end(id: string, report: PrivacyReport | null, code: string | null = null): Promise<void> {
    const values = [code ? 'failed' : 'done', report ? this.close('report', id, report) : null, code, id];
    await this.work.run(() => this.db.write('UPDATE `privacy_request` SET `state` = ?, `report` = ?, `code` = ?, `known` = NULL WHERE `id` = ?', values));
  }
  async drop(id: string): Promise<void> {
    await this.work.run(() => this.db.write('DELETE FROM `privacy_request` WHERE `id` = ?', [id]));
  }

  /** The latest before one of them. */
  async tombstones(before: string | null): Promise<{ items: TombstoneView[]; next: string | null }> {
    const rows = await this.db.read<{ id: string; kind: string | null; recordId: string | null; reason: EraseReason; reference: string | null; erased: string; by: string | null; at: string }>(
      `SELECT t.\`id\`, t.\`recordKind\` AS \`kind\`, t.\`recordId\`, t.\`reason\`, t.\`reference\`, t.\`erased\`, u.\`name\` AS \`by\`, t.\`at\` FROM \`privacy_tombstone\` t LEFT JOIN \`user\` u ON u.\`id\` = t.\`userId\`
       ${before ? 'WHERE t.`id` < ?' : ''} ORDER BY t.\`id\` DESC LIMIT 51`,
      before ? [before] : [],
    );
    const items = rows.slice(0, 50).map((row): TombstoneView => ({ ...row, by: row.by ?? 'Rapport', at: fromStoredMoment(row.at), erased: JSON.parse(row.erased) as TombstoneView['erased'] }));
    return { items, next: rows.length > 50 ? (items.at(-1)?.id ?? null) : null };
  }

  private async find(id: string): Promise<Stored> {
    const [row] = await this.db.read<Stored>('SELECT * FROM `privacy_request` WHERE `id` = ? AND `createdAt` > ?', [id, this.moment(-HOURS)]);
    if (!row) throw new NotFound();
    return row;
  }
  private close = (column: string, id: string, value: unknown) => this.sealing.close('privacy_request', column, id, value);
  private moment = (hours = 0) => toStoredMoment(new Date(this.clock.now().getTime() + hours * 3_600_000).toISOString());
}
