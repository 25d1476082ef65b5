import { Injectable } from '@nestjs/common';
import { AuditWatch } from '#audit/api';
import { as, Catalogue, childTable, Database, isSealed, KeyRing, recordTables, SYSTEM, type SealedColumn } from '#kernel/api';
import { BackupFault } from '../faults.ts';

/** Values that are opened of each encrypted column, from either end. */
const SAMPLE = 100;
/** What was read of a restored database, and how much of it. */
export interface Examined {
  /** Rows that hang on a record, and values that were decrypted. */
  readonly children: number;
  readonly opened: number;
  /** Rows of the audit's chain. */
  readonly chained: number;
}

/** Reads through a restored database with the program's own words: what hangs on records, what is encrypted, and the audit's chain. */
@Injectable()
export class Examiner {
  constructor(
    private readonly db: Database,
    private readonly keys: KeyRing,
    private readonly catalogue: Catalogue,
    private readonly audit: AuditWatch,
  ) {}

  /** Throws BackupFault: 'orphans', 'sealed', 'chain'. */
  async examine(end: Readonly<Record<string, unknown>> | null, newHost: boolean): Promise<Examined> {
    return as(SYSTEM, async () => ({ children: await this.children(), opened: await this.opened(), chained: await this.chained(end, newHost) }));
  }

  /** Lines and entries of lists without their record. */
  private async children(): Promise<number> {
    let all = 0;
    for (const { table, texts, lines } of recordTables()) {
      for (const { name } of [...texts, ...lines]) {
        const child = childTable(table, name);
        const [lost] = await this.db.read<{ id: string }>(`SELECT c.\`recordId\` AS \`id\` FROM \`${child}\` c LEFT JOIN \`${table}\` p ON p.\`id\` = c.\`recordId\` WHERE p.\`id\` IS NULL LIMIT 1`);
        if (lost) throw new BackupFault('orphans', { table: child, id: lost.id });
        const [row] = await this.db.read<{ n: number }>(`SELECT COUNT(*) AS \`n\` FROM \`${child}\``);
        all += Number(row?.n ?? 0);
      }
    }
    return all;
  }

  private async opened(): Promise<number> {
    let opened = 0;
    for (const sealed of this.catalogue.sealed) for (const way of ['ASC', 'DESC'] as const) for (const row of await this.some(sealed, way)) opened += this.open(sealed, row);
    return opened;
  }
  private some({ table, column, keys }: SealedColumn, way: 'ASC' | 'DESC'): Promise<Record<string, unknown>[]> {
    const names = [...keys, column].map((name) => `\`${name}\``).join(', ');
    const order = keys.map((key) => `\`${key}\` ${way}`).join(', ');
    return this.db.read(`SELECT ${names} FROM \`${table}\` WHERE \`${column}\` IS NOT NULL ORDER BY ${order} LIMIT ?`, [SAMPLE]);
  }
  private open({ table, column, keys, named }: SealedColumn, row: Record<string, unknown>): number {
    const stored = String(row[column]);
    if (!isSealed(stored)) return 0;
    const place = { table, column, row: keys.slice(0, named).map((key) => String(row[key])).join('/') }; // prettier-ignore
    try {
      this.keys.unseal(place, stored);
      return 1;
    } catch (error) {
      throw new BackupFault('sealed', { table, column, id: place.row }, { cause: error });
    }
  }

  /** The chain from its first row to the end that was signed with the backup. A new host has not the key by which stubs of removed parts are signed. */
  private async chained(end: Readonly<Record<string, unknown>> | null, newHost: boolean): Promise<number> {
    const { whole, rows, first } = await this.audit.verify();
    if (!whole && !(newHost && first?.fault === 'stub')) throw new BackupFault('chain', { fault: first?.fault ?? '', seq: first?.seq ?? 0 });
    const { seq, seal } = end ?? {};
    if (typeof seq !== 'number' || seq === 0) return rows;
    const [row] = await this.db.read<{ seal: string }>('SELECT `seal` FROM `audit_seal` WHERE `seq` = ?', [seq]);
    const [stub] = await this.db.read('SELECT 1 FROM `audit_stub` WHERE `toSeq` >= ?', [seq]);
    if (!stub && row?.seal !== seal) throw new BackupFault('chain', { fault: 'cut', seq });
    return rows;
  }
}
