import { Injectable } from '@nestjs/common';
import { Catalogue, Database, DuplicateKey, KeyRing, Sealing, UnitOfWork, type Place, type SealedColumn } from '#kernel/api';

type Row = Record<string, string | number | null>;
/** Where a walk over every encrypted value stands: a column of the list, and the key of the last row that was seen. */
export interface Cursor {
  readonly column: number;
  readonly after: readonly (string | number)[];
}
export interface Walked {
  readonly next: Cursor | null;
  readonly seen: number;
  readonly changed: number;
  readonly damaged: number;
}
const PAGE = 250;
/** Parts of files are large. */
const LARGE = 20;

/** Brings encrypted values to the live keys, a page at a time; what cannot be opened stays as it is. */
@Injectable()
export class Resealing {
  constructor(
    private readonly db: Database,
    private readonly work: UnitOfWork,
    private readonly keys: KeyRing,
    private readonly sealing: Sealing,
    private readonly catalogue: Catalogue,
  ) {}

  /** The columns a purpose's key is used in. */
  columns(purpose: string): readonly SealedColumn[] {
    return this.catalogue.sealed.filter((column) => purpose === 'all' || (purpose === 'blind' ? column.blind !== undefined : column.purpose === purpose));
  }

  async total(purpose: string): Promise<number> {
    let total = 0;
    for (const { table, column } of this.columns(purpose)) {
      const [row] = await this.db.read<{ n: number }>(`SELECT COUNT(*) AS \`n\` FROM \`${table}\` WHERE \`${column}\` IS NOT NULL`);
      total += Number(row?.n ?? 0);
    }
    return total;
  }

  /** Values that are still under a key. */
  async uses(keyId: string): Promise<number> {
    const [purpose = '', generation = ''] = keyId.split('-');
    let uses = 0;
    for (const { table, column, blind, tail } of this.columns(purpose)) {
      for (const name of purpose === 'blind' ? [blind, tail] : [column]) {
        if (!name) continue;
        const like = purpose === 'blind' ? `${generation}.%` : `v1.${keyId}.%`;
        const [row] = await this.db.read<{ n: number }>(`SELECT COUNT(*) AS \`n\` FROM \`${table}\` WHERE \`${name}\` LIKE ?`, [like]);
        uses += Number(row?.n ?? 0);
      }
    }
    // Passwords of the mail server and of the sign-in provider stand among the settings.
    const [setting] = await this.db.read<{ n: number }>('SELECT COUNT(*) AS `n` FROM `setting` WHERE `value` LIKE ?', [`%v1.${keyId}.%`]);
    return uses + Number(setting?.n ?? 0);
  }

  /** One page of a walk; part of the unit of work around it. */
  async page(purpose: string, { column: index, after }: Cursor): Promise<Walked> {
    const columns = this.columns(purpose);
    const column = columns[index];
    if (!column) return { next: null, seen: 0, changed: 0, damaged: 0 };
    const size = column.table === 'stored_file' ? LARGE : PAGE;
    const rows = await this.rows(column, after, size);
    let [changed, damaged] = [0, 0];
    for (const row of rows) {
      const done = await this.one(column, row);
      if (done === 'changed') changed++;
      if (done === 'damaged') damaged++;
    }
    const last = rows.at(-1);
    const next = rows.length === size && last ? { column: index, after: column.keys.map((key) => last[key] as string | number) } : { column: index + 1, after: [] };
    return { next: next.column < columns.length ? next : null, seen: rows.filter((row) => row[column.column] !== null).length, changed, damaged };
  }

  private rows({ table, column, keys, blind, tail }: SealedColumn, after: Cursor['after'], size: number): Promise<Row[]> {
    const [first = '', second] = keys.map((key) => `\`${key}\``);
    const where = after.length === 0 ? '' : second ? `WHERE ${first} >= ? AND (${first} > ? OR ${second} > ?)` : `WHERE ${first} > ?`;
    const params = after.length === 0 ? [] : second ? [after[0], after[0], after[1]] : [after[0]];
    const names = [...keys, column, ...(blind ? [blind] : []), ...(tail ? [tail] : [])].map((name) => `\`${name}\``).join(', ');
    return this.db.read<Row>(`SELECT ${names} FROM \`${table}\` ${where} ORDER BY ${keys.map((key) => `\`${key}\``).join(', ')} LIMIT ?`, [...params, size]);
  }

  private async one(sealed: SealedColumn, row: Row): Promise<'same' | 'changed' | 'damaged'> {
    const { table, column, keys, named, purpose, blind, tail } = sealed;
    const stored = row[column];
    if (typeof stored !== 'string') return 'same';
    const generation = this.keys.liveGeneration();
    const current = (name?: string) => !name || (row[name]?.toString().startsWith(generation) ?? false);
    const sealedNow = stored.startsWith(`v1.${this.keys.liveId(purpose)}.`);
    if (sealedNow && current(blind) && (current(tail) || (tail !== undefined && row[tail] === null))) return 'same';
    const place: Place = { table, column, row: keys.slice(0, named).map((key) => row[key]).join('/') };
    const text = this.sealing.openText(place, stored);
    if (text === null) return 'damaged';
    const names = [column, ...(blind ? [blind] : []), ...(tail ? [tail] : [])];
    const values = this.anew(sealed, place, text);
    if (sealedNow) values[0] = stored;
    if (sealedNow && names.every((name, index) => row[name] === values[index])) return 'same';
    return (await this.put(sealed, row, names, values)) ? 'changed' : 'same';
  }

  private anew({ record, field, purpose, table }: SealedColumn, place: Place, text: string): unknown[] {
    if (!record || !field) return [this.keys.seal(purpose, place, text)];
    return table === record.table ? this.sealing.cells(record, field, place.row, text) : this.sealing.entryCells(record, field, place.row, text);
  }

  /** Compare-and-set: whoever changed the value meanwhile has encrypted it anew already. */
  private async put({ table, column, keys }: SealedColumn, row: Row, names: readonly string[], values: readonly unknown[]): Promise<boolean> {
    const where = [...keys, column].map((key) => `\`${key}\` = ?`).join(' AND ');
    const set = names.map((name) => `\`${name}\` = ?`).join(', ');
    const found = [...keys, column].map((key) => row[key]);
    const write = (cells: readonly unknown[]) => this.work.run(() => this.db.write(`UPDATE \`${table}\` SET ${set} WHERE ${where}`, [...cells, ...found]));
    try {
      return (await write(values)).affected === 1;
    } catch (error) {
      if (!(error instanceof DuplicateKey)) throw error;
      // Two accounts had one address while that was allowed: the later one is not found by it.
      return (await write(values.map((value, index) => (index === 0 ? value : null)))).affected === 1;
    }
  }
}
