import { Injectable } from '@nestjs/common';
import { Clock, currentPrincipal, Database, fromStoredMoment, Invalid, newId, NotFound, Records, toStoredMoment } from '#kernel/api';
import type { HoldView, NewHold } from '#privacy/model';
import { asOfficer } from './officer.ts';
import { keyOf, keyText, type RecordKey } from './subjects.ts';

interface Stored {
  readonly id: string;
  readonly recordKind: string;
  readonly recordId: string;
  readonly reason: string;
  readonly until: string;
  readonly by: string | null;
  readonly createdAt: string;
}
const COLUMNS = 'h.`id`, h.`recordKind`, h.`recordId`, h.`reason`, h.`until`, u.`name` AS `by`, h.`createdAt` FROM `privacy_hold` h LEFT JOIN `user` u ON u.`id` = h.`userId`';

/** Records that must not be erased before a day, and why. */
@Injectable()
export class Holds {
  constructor(
    private readonly db: Database,
    private readonly kernel: Records,
    private readonly clock: Clock,
  ) {}

  /** Those that hold today, the next to end first. */
  async list(): Promise<HoldView[]> {
    const rows = await this.db.read<Stored>(`SELECT ${COLUMNS} WHERE h.\`liftedAt\` IS NULL AND h.\`until\` >= ? ORDER BY h.\`until\`, h.\`id\` LIMIT 500`, [await this.kernel.workspace.today()]);
    return asOfficer(() => Promise.all(rows.map(async ({ recordKind: kind, recordId, by, createdAt, ...row }) => {
      const record = await this.kernel.stores.get(kind)?.whole(recordId).catch(() => null);
      return { ...row, kind, recordId, name: String((record as { name?: string } | null)?.name ?? ''), by: by ?? '', createdAt: fromStoredMoment(createdAt) };
    }))); // prettier-ignore
  }

  /** Whether a record is held today. */
  async holds({ kind, id }: RecordKey): Promise<boolean> {
    const rows = await this.db.read('SELECT 1 FROM `privacy_hold` WHERE `recordKind` = ? AND `recordId` = ? AND `liftedAt` IS NULL AND `until` >= ? LIMIT 1', [kind, id, await this.kernel.workspace.today()]);
    return rows.length > 0;
  }

  /** Throws Invalid for a day that is over, NotFound for a record that is not there. */
  async add({ record, reason, until }: NewHold): Promise<HoldView[]> {
    const key = keyOf(record);
    if (!key) throw new Invalid([{ pointer: '/record', code: 'choice' }]);
    if (until < (await this.kernel.workspace.today())) throw new Invalid([{ pointer: '/until', code: 'day' }]);
    await asOfficer(async () => this.kernel.stores.get(key.kind)?.whole(key.id));
    await this.kernel.work.run(async () => {
      const id = newId();
      await this.db.insert('privacy_hold', ['id', 'recordKind', 'recordId', 'reason', 'until', 'userId', 'createdAt'], [[id, key.kind, key.id, reason, until, currentPrincipal().id, this.now()]]);
      await this.kernel.audit.event('privacy.held', { kind: key.kind, id: key.id, detail: { hold: id, until } });
    });
    return this.list();
  }
  async lift(id: string): Promise<void> {
    await this.kernel.work.run(async () => {
      const [row] = await this.db.read<Stored>('SELECT * FROM `privacy_hold` WHERE `id` = ? AND `liftedAt` IS NULL', [id]);
      if (!row) throw new NotFound();
      await this.db.write('UPDATE `privacy_hold` SET `liftedAt` = ? WHERE `id` = ?', [this.now(), id]);
      await this.kernel.audit.event('privacy.held', { kind: row.recordKind, id: row.recordId, detail: { hold: id, lifted: true } });
    });
  }
  /** The first of these records that is held. */
  async firstOf(keys: readonly RecordKey[]): Promise<string | null> {
    for (const key of keys) if (await this.holds(key)) return keyText(key);
    return null;
  }
  private now = () => toStoredMoment(this.clock.now().toISOString());
}
