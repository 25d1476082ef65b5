import { Injectable } from '@nestjs/common';
import type { BulkAction, BulkReport, BulkState, BulkView, NewBulk } from '#bulk/model';
import { Database, fromStoredMoment, newId, NotFound, Sealing, UnitOfWork } from '#kernel/api';

export type Outcome = 'done' | 'failed' | 'undone' | 'kept';
export interface BulkRow {
  readonly position: number;
  readonly recordId: string;
  readonly version: number | null;
  readonly before: Record<string, unknown> | null;
}
type Stored = Omit<BulkView, 'report'> & { readonly asked: string };

/** Where work over many records is kept, so that a crash loses none of it. */
@Injectable()
export class BulkQueries {
  constructor(
    private readonly db: Database,
    private readonly work: UnitOfWork,
    private readonly sealing: Sealing,
  ) {}

  async add(asked: NewBulk, userId: string, now: string): Promise<string> {
    const id = newId();
    await this.db.write("INSERT INTO `bulk` (`id`, `kind`, `action`, `asked`, `state`, `total`, `userId`, `createdAt`) VALUES (?, ?, ?, ?, 'collecting', 0, ?, ?)", [
      id, asked.kind, asked.action, this.sealing.close('bulk', 'asked', id, asked), userId, now,
    ]); // prettier-ignore
    return id;
  }
  /** Work by its id, as it was asked for. Throws NotFound. */
  async stored(id: string): Promise<{ view: Omit<BulkView, 'report'>; asked: NewBulk }> {
    const [row] = await this.db.read<Stored>('SELECT * FROM `bulk` WHERE `id` = ?', [id]);
    if (!row) throw new NotFound();
    const { asked, createdAt, ...rest } = row;
    return { asked: this.sealing.read<NewBulk | null>('bulk', 'asked', id, asked, null) ?? lost(), view: { ...rest, action: rest.action as BulkAction, total: Number(rest.total), createdAt: fromStoredMoment(createdAt) } };
  }
  async view(id: string): Promise<BulkView> {
    return { ...(await this.stored(id)).view, report: await this.report(id) };
  }
  /** Moves on from a state; false when it is in another one by now. */
  async move(id: string, from: readonly BulkState[], to: BulkState, total?: number): Promise<boolean> {
    const where = `\`id\` = ? AND \`state\` IN (${from.map(() => '?').join(', ')})`;
    const { affected } = await this.work.run(() =>
      this.db.write(`UPDATE \`bulk\` SET \`state\` = ?${total === undefined ? '' : ', `total` = ?'} WHERE ${where}`, [to, ...(total === undefined ? [] : [total]), id, ...from]),
    );
    return affected === 1;
  }

  async addRows(id: string, ids: readonly string[], from: number): Promise<void> {
    if (ids.length === 0) return;
    await this.db.write(
      `INSERT INTO \`bulk_row\` (\`bulkId\`, \`position\`, \`recordId\`) VALUES ${ids.map(() => '(?, ?, ?)').join(', ')}`,
      ids.flatMap((recordId, index) => [id, from + index, recordId]),
    );
  }
  async dropRows(id: string): Promise<void> {
    await this.work.run(() => this.db.write('DELETE FROM `bulk_row` WHERE `bulkId` = ?', [id]));
  }
  /** The next rows with an outcome, or without one; latest first where they are undone. */
  async rows(id: string, outcome: Outcome | null, size = 50): Promise<BulkRow[]> {
    const rows = await this.db.read<Omit<BulkRow, 'before'> & { before: string | null }>(
      `SELECT \`position\`, \`recordId\`, \`version\`, \`before\` FROM \`bulk_row\` WHERE \`bulkId\` = ? AND \`outcome\` ${outcome ? '= ?' : 'IS NULL'} ORDER BY \`position\` ${outcome ? 'DESC' : ''} LIMIT ?`,
      [id, ...(outcome ? [outcome] : []), size],
    );
    return rows.map((row) => ({ ...row, before: row.before === null ? null : this.sealing.read<Record<string, unknown>>('bulk_row', 'before', `${id}/${row.position}`, row.before, {}) }));
  }
  /** What became of the records after a position, in their order. */
  outcomes(id: string, after: number, size = 1000): Promise<{ position: number; recordId: string; name: string | null; outcome: Outcome | null; code: string | null }[]> {
    return this.db.read('SELECT `position`, `recordId`, `name`, `outcome`, `code` FROM `bulk_row` WHERE `bulkId` = ? AND `position` > ? ORDER BY `position` LIMIT ?', [id, after, size]);
  }
  async settle(id: string, position: number, outcome: Outcome, told: { code?: string; name?: string; version?: number; before?: Record<string, unknown> } = {}): Promise<void> {
    const { code = null, name = null, version = null, before } = told;
    await this.db.write('UPDATE `bulk_row` SET `outcome` = ?, `code` = ?, `name` = COALESCE(?, `name`), `version` = COALESCE(?, `version`), `before` = COALESCE(?, `before`) WHERE `bulkId` = ? AND `position` = ?', [
      outcome, code, name?.slice(0, 200) ?? null, version, before ? this.sealing.close('bulk_row', 'before', `${id}/${position}`, before) : null, id, position,
    ]); // prettier-ignore
  }

  private async report(id: string): Promise<BulkReport> {
    const counts = await this.db.read<{ outcome: Outcome | null; code: string | null; n: number }>(
      'SELECT `outcome`, `code`, COUNT(*) AS `n` FROM `bulk_row` WHERE `bulkId` = ? AND `outcome` IS NOT NULL GROUP BY `outcome`, `code`',
      [id],
    );
    const of = (outcome: Outcome) => counts.filter((one) => one.outcome === outcome).reduce((sum, { n }) => sum + Number(n), 0);
    const reasons = [];
    for (const { code, n } of counts.filter(({ outcome }) => outcome === 'failed')) {
      const names = await this.db.read<{ name: string | null }>("SELECT `name` FROM `bulk_row` WHERE `bulkId` = ? AND `outcome` = 'failed' AND `code` = ? LIMIT 5", [id, code]);
      reasons.push({ code: code ?? 'unknown', count: Number(n), names: names.flatMap(({ name }) => name ?? []) });
    }
    return { done: of('done'), failed: of('failed'), reasons, kept: of('kept') };
  }
}

function lost(): never {
  throw new NotFound();
}
