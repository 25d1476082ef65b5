import { Injectable } from '@nestjs/common';
import { Catalogue, Database, recordTables, Sealing, UnitOfWork, type Row, type SealedColumn } from '#kernel/api';
import { parsed, type Person } from './person.ts';
import { TraceFiles } from './trace-files.ts';

/** Something of a person beside the records, and how it is taken away. */
export interface Trace {
  readonly place: string;
  readonly found: readonly unknown[];
}
interface Cell {
  readonly table: string;
  readonly column: string;
  readonly keys: readonly string[];
  readonly row: Row;
}
/** Tables that look after themselves: the audit is chained, these are about persons' rights, and those hold words of the program. */
const APART = /^(audit|privacy|setting$|option_item$)/;
const PAGE = 100;
const GONE = '—';

/** Goes through everything that is kept beside the records and may hold somebody: no index leads there. */
@Injectable()
export class Traces {
  constructor(
    private readonly db: Database,
    private readonly work: UnitOfWork,
    private readonly sealing: Sealing,
    private readonly catalogue: Catalogue,
    private readonly files: TraceFiles,
  ) {}

  /** Tells what there is; with `take`, takes it away. May be repeated. */
  async through(person: Person, take: boolean, step: () => Promise<void>, told: (trace: Trace) => void): Promise<void> {
    const imports = new Set<string>();
    const records = new Set(recordTables().map(({ table }) => table));
    for (const column of this.catalogue.sealed) {
      if (column.record || APART.test(column.table) || column.table === 'stored_file') continue;
      await this.walk(column, '', [], step, (cell, stored) => this.sealed(column, person, take, cell, stored, (trace) => {
        if (column.table.startsWith('import_')) imports.add(String(cell.row['importId']));
        told(trace);
      })); // prettier-ignore
    }
    for (const { table, column, level, stored, kind } of this.catalogue.entries) {
      if (kind || level !== 1 || stored !== 'plain' || records.has(table) || APART.test(table) || person.pieces.length === 0) continue;
      const like = person.pieces.map((piece) => `%${piece.replace(/[!%_]/g, '!$&')}%`);
      await this.walk({ table, column, keys: this.catalogue.keysOf(table) }, `(${like.map(() => `\`${column}\` LIKE ? ESCAPE '!'`).join(' OR ')})`, like, step, (cell, text) => this.plain(person, take, cell, text, told));
    }
    await this.files.through(person, imports, take, step, told);
  }

  private async sealed(column: SealedColumn, person: Person, take: boolean, cell: Cell, stored: string, told: (trace: Trace) => void): Promise<void> {
    const place = { table: column.table, column: column.column, row: column.keys.slice(0, column.named).map((key) => cell.row[key]).join('/') };
    const text = this.sealing.openText(place, stored);
    if (text === null || !person.suspected(text)) return;
    const found: unknown[] = [];
    const bare = person.without(parsed(text) ?? text, found);
    if (found.length === 0) return;
    told({ place: column.table, found });
    if (take) await this.put(cell, stored, this.sealing.close(place.table, place.column, place.row, bare, column.purpose));
  }
  private async plain(person: Person, take: boolean, cell: Cell, text: string, told: (trace: Trace) => void): Promise<void> {
    const found: unknown[] = [];
    const value = parsed(text);
    const bare = typeof value === 'object' && value !== null ? JSON.stringify(person.without(value, found)) : GONE;
    if (bare !== GONE && found.length === 0) return;
    told({ place: cell.table, found: bare === GONE ? [text] : found });
    if (!take) return;
    if (cell.keys.includes(cell.column)) await this.work.run(() => this.db.write(`DELETE FROM \`${cell.table}\` WHERE ${this.at(cell)}`, this.of(cell)));
    else await this.put(cell, text, bare);
  }

  private async walk({ table, column, keys }: Pick<SealedColumn, 'table' | 'column' | 'keys'>, where: string, params: readonly string[], step: () => Promise<void>, one: (cell: Cell, stored: string) => Promise<void>): Promise<void> {
    const names = [...new Set([...keys, column])].map((name) => `\`${name}\``).join(', ');
    const order = keys.map((key) => `\`${key}\``).join(', ');
    for (let after: unknown[] | null = null; ; ) {
      const [first = '', second] = keys.map((key) => `\`${key}\``);
      const from = !after ? '' : second ? `(${first} > ? OR (${first} = ? AND ${second} > ?))` : `${first} > ?`;
      const conditions = [`\`${column}\` IS NOT NULL`, where, from].filter(Boolean).join(' AND ');
      const rows: Row[] = await this.db.read<Row>(`SELECT ${names} FROM \`${table}\` WHERE ${conditions} ORDER BY ${order} LIMIT ${PAGE}`, [...params, ...(!after ? [] : second ? [after[0], after[0], after[1]] : [after[0]])]);
      for (const row of rows) await one({ table, column, keys, row }, String(row[column]));
      await step();
      const last = rows.at(-1);
      if (!last || rows.length < PAGE) return;
      after = keys.map((key) => last[key]);
    }
  }
  /** Compare-and-set: whoever changed it meanwhile keeps the change, and the next walk looks again. */
  private async put(cell: Cell, was: string, now: string): Promise<void> {
    await this.work.run(() => this.db.write(`UPDATE \`${cell.table}\` SET \`${cell.column}\` = ? WHERE ${this.at(cell)} AND \`${cell.column}\` = ?`, [now, ...this.of(cell), was]));
  }
  private at = ({ keys }: Cell) => keys.map((key) => `\`${key}\` = ?`).join(' AND ');
  private of = ({ keys, row }: Cell): unknown[] => keys.map((key) => row[key]);
}
