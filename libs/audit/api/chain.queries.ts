import { Injectable } from '@nestjs/common';
import { AUDIT_COLUMNS, CHANGE_COLUMNS, Database, fromStoredMoment, toStoredMoment, UnitOfWork, type AuditChangeRow, type AuditRow } from '#kernel/api';
import { OPENING, type Head } from './chain.ts';

/** What a seal repeats of its row, to be found by. */
export const FOUND_BY = ['at', 'actorId', 'action', 'kind', 'address', 'requestId'] as const satisfies readonly (keyof AuditRow)[];
type FoundBy = Pick<AuditRow, (typeof FOUND_BY)[number]>;
export interface Waiting extends FoundBy {
  readonly id: string;
  readonly mac: string | null;
}
/** A link of the chain with the row it seals, when that is still there. */
export interface Link extends Head {
  readonly auditId: string;
  readonly mac: string | null;
  readonly row: AuditRow | null;
  /** Whether it repeats its row as it is. */
  readonly faithful: boolean;
}
/** What stands for a part of the chain that was removed. */
export interface Stub extends Head {
  readonly fromSeq: number;
  readonly rows: number;
  readonly removedAt: string;
  readonly signature: string;
}
const list = (ids: readonly unknown[]) => ids.map(() => '?').join(', ');
const columns = (names: readonly string[], of: string) => names.map((name) => `${of}.\`${name}\``).join(', ');
const WAITING = columns(['id', 'mac', ...FOUND_BY], 'a');
const moment = (stored: string) => toStoredMoment(fromStoredMoment(stored));

/** The rows of the audit, their seals, and the stubs of what was removed. */
@Injectable()
export class ChainQueries {
  constructor(
    private readonly db: Database,
    private readonly work: UnitOfWork,
  ) {}

  async head(): Promise<Head> {
    const [last] = await this.db.read<Head>('SELECT `seq`, `seal` FROM `audit_seal` ORDER BY `seq` DESC LIMIT 1');
    const found = last ?? (await this.stub());
    return found ? { seq: Number(found.seq), seal: found.seal } : { seq: 0, seal: OPENING };
  }
  async sealAt(seq: number): Promise<string | null> {
    const [row] = await this.db.read<{ seal: string }>('SELECT `seal` FROM `audit_seal` WHERE `seq` = ?', [seq]);
    return row?.seal ?? null;
  }
  /** The latest stub; everything up to it was removed. */
  async stub(): Promise<Stub | null> {
    const [row] = await this.db.read<Omit<Stub, 'seq'> & { toSeq: number }>('SELECT * FROM `audit_stub` ORDER BY `toSeq` DESC LIMIT 1');
    if (!row) return null;
    const { toSeq, fromSeq, rows, seal, removedAt, signature } = row;
    return { seq: Number(toSeq), fromSeq: Number(fromSeq), rows: Number(rows), seal, removedAt: fromStoredMoment(removedAt), signature };
  }

  /** The keyed hashes of rows as they are now. */
  async macs(ids: readonly string[]): Promise<Map<string, string | null>> {
    const rows = await this.db.read<{ id: string; mac: string | null }>(`SELECT \`id\`, \`mac\` FROM \`audit\` WHERE \`id\` IN (${list(ids)})`, [...ids]);
    return new Map(rows.map(({ id, mac }) => [id, mac]));
  }
  async row(id: string): Promise<AuditRow | null> {
    const [row] = await this.db.read<AuditRow>(`SELECT ${columns(AUDIT_COLUMNS, 'a')} FROM \`audit\` a WHERE a.\`id\` = ?`, [id]);
    return row ? { ...row, at: moment(row.at) } : null;
  }
  async sealed(ids: readonly string[]): Promise<Set<string>> {
    const rows = await this.db.read<{ auditId: string }>(`SELECT \`auditId\` FROM \`audit_seal\` WHERE \`auditId\` IN (${list(ids)})`, [...ids]);
    return new Set(rows.map(({ auditId }) => auditId));
  }
  /** Rows since a moment that nobody sealed, oldest first. */
  unsealed(since: string, size: number): Promise<Waiting[]> {
    return this.db.read<Waiting>(
      `SELECT ${WAITING} FROM \`audit\` a LEFT JOIN \`audit_seal\` s ON s.\`auditId\` = a.\`id\` WHERE a.\`at\` >= ? AND s.\`auditId\` IS NULL AND a.\`mac\` IS NOT NULL ORDER BY a.\`at\`, a.\`id\` LIMIT ?`,
      [toStoredMoment(since), size],
    );
  }
  /** When the last row of the chain was written; null while there is none. */
  async sealedUntil(): Promise<string | null> {
    const [row] = await this.db.read<{ at: string }>('SELECT `at` FROM `audit_seal` ORDER BY `seq` DESC LIMIT 1');
    return row ? fromStoredMoment(row.at) : null;
  }
  async append(links: readonly (FoundBy & { seq: number; id: string; seal: string })[]): Promise<void> {
    const names = ['seq', 'auditId', 'seal', ...FOUND_BY];
    const rows = links.map(({ seq, id, seal, ...row }) => [seq, id, seal, ...FOUND_BY.map((name) => row[name])]);
    await this.db.write(`INSERT INTO \`audit_seal\` (${names.map((name) => `\`${name}\``).join(', ')}) VALUES ${rows.map((row) => `(${list(row)})`).join(', ')}`, rows.flat());
  }

  /** The links after a number, in order. */
  async links(after: number, size: number): Promise<Link[]> {
    const same = FOUND_BY.map((name) => `(s.\`${name}\` = a.\`${name}\` OR (s.\`${name}\` IS NULL AND a.\`${name}\` IS NULL))`).join(' AND ');
    const rows = await this.db.read<AuditRow & { seq: number; auditId: string; seal: string; mac: string | null; faithful: number | null }>(
      `SELECT s.\`seq\`, s.\`auditId\`, s.\`seal\`, a.\`mac\`, (${same}) AS \`faithful\`, ${columns(AUDIT_COLUMNS, 'a')} FROM \`audit_seal\` s LEFT JOIN \`audit\` a ON a.\`id\` = s.\`auditId\` WHERE s.\`seq\` > ? ORDER BY s.\`seq\` LIMIT ?`,
      [after, size],
    );
    return rows.map(({ seq, auditId, seal, mac, faithful, ...row }) => ({ seq: Number(seq), auditId, seal, mac, faithful: Number(faithful) === 1, row: row.id === null ? null : { ...row, at: moment(row.at) } }));
  }
  async changes(units: readonly string[]): Promise<Map<string, AuditChangeRow[]>> {
    if (units.length === 0) return new Map();
    const rows = await this.db.read<AuditChangeRow & { auditId: string }>(
      `SELECT c.\`auditId\`, ${columns(CHANGE_COLUMNS, 'c')} FROM \`audit_change\` c WHERE c.\`auditId\` IN (${list(units)}) ORDER BY c.\`id\``,
      [...units],
    );
    return Map.groupBy(rows, ({ auditId }) => auditId);
  }

  /** How many rows there are, how many of them are sealed, and how many are older than keyed hashes. */
  async counts(): Promise<{ rows: number; sealed: number; older: number }> {
    const count = async (what: string) => Number((await this.db.read<{ n: number }>(`SELECT COUNT(*) AS \`n\` FROM ${what}`))[0]?.n);
    return { rows: await count('`audit`'), sealed: await count('`audit_seal`'), older: await count('`audit` WHERE `mac` IS NULL') };
  }

  /** Rows without a keyed hash that claim to be younger than the chain. */
  async unhashed(): Promise<number> {
    const [row] = await this.db.read<{ n: number }>(
      'SELECT COUNT(*) AS `n` FROM `audit` WHERE `mac` IS NULL AND `at` > (SELECT `at` FROM `audit_seal` ORDER BY `seq` LIMIT 1)',
    );
    return Number(row?.n ?? 0);
  }

  /** Puts a stub in place of everything up to it. */
  async addStub({ seq, fromSeq, rows, seal, removedAt, signature }: Stub): Promise<void> {
    await this.db.write('INSERT INTO `audit_stub` (`toSeq`, `fromSeq`, `rows`, `seal`, `removedAt`, `signature`) VALUES (?, ?, ?, ?, ?, ?)', [
      seq, fromSeq, rows, seal, toStoredMoment(removedAt), signature,
    ]); // prettier-ignore
  }
  /** Removes some of the rows that a stub stands for; false when none are left. */
  removeBelow(seq: number, size = 500): Promise<boolean> {
    return this.work.run(async () => {
      const links = await this.db.read<{ seq: number; auditId: string }>('SELECT `seq`, `auditId` FROM `audit_seal` WHERE `seq` <= ? ORDER BY `seq` LIMIT ?', [seq, size]);
      if (links.length === 0) return false;
      const ids = links.map(({ auditId }) => auditId);
      await this.db.write(`DELETE FROM \`audit_change\` WHERE \`auditId\` IN (${list(ids)})`, ids);
      await this.db.write(`DELETE FROM \`audit\` WHERE \`id\` IN (${list(ids)})`, ids);
      await this.db.write(`DELETE FROM \`audit_seal\` WHERE \`seq\` <= ?`, [links.at(-1)?.seq]);
      return true;
    });
  }
}
