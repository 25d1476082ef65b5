import { Injectable, Logger } from '@nestjs/common';
import { UNREADABLE, type Change, type Field } from '#kernel/model';
import { isSealed, KeyRing, Unreadable, wasSealed, type Place, type Purpose } from '../keys/key-ring.ts';
import { WHOLE } from './audit.ts';
import { fromStored, toStored, type Row } from './row.ts';
import { blindColumnsOf, hashedAs, purposeOf, spelling, tailOf } from './sealed-columns.ts';
import { isIn, type Sql } from './sql.ts';
import { childTable, type RecordTableInfo } from './table.ts';

/** A value of the audit, encrypted. */
interface SealedValue {
  readonly sealed: string;
}
const MOST_TOLD = 1000;

/** Encrypts what is written where the model asks for it, and opens what is read. */
@Injectable()
export class Sealing {
  private readonly log = new Logger('Encryption');
  /** Damaged cells that were logged: each is told once. */
  private readonly told = new Set<string>();

  constructor(private readonly keys: KeyRing) {}

  /** The columns of a field. */
  columnsOf(field: Field): string[] {
    const { blind, tail } = blindColumnsOf(field);
    return [field.name, ...(blind ? [blind] : []), ...(tail ? [tail] : [])];
  }
  /** What the columns of a field hold for a value, in the same order. */
  cells(table: RecordTableInfo, field: Field, row: string, value: unknown): unknown[] {
    const stored = toStored(field, value);
    if (!field.encrypted) return [stored];
    return this.sealed(table, field, { table: table.table, column: field.name, row }, stored === null ? null : String(stored));
  }
  /** The same for an entry of a list of texts: value, blind index, index of its tail. */
  entryCells(table: RecordTableInfo, field: Field, row: string, value: string): unknown[] {
    return this.sealed(table, field, { table: childTable(table.table, field.name), column: 'value', row }, value);
  }
  private sealed(table: RecordTableInfo, field: Field, place: Place, text: string | null): unknown[] {
    const { blind, tail } = blindColumnsOf(field);
    const end = tail && text !== null ? tailOf(text) : null;
    return [
      text === null ? null : this.keys.seal(purposeOf(field), place, text),
      ...(blind ? [text === null ? null : this.keys.blind(hashedAs(table, field), spelling(field, text))] : []),
      ...(tail ? [end === null ? null : this.keys.blind(`${hashedAs(table, field)}.tail`, end)] : []),
    ];
  }

  /** Opens the encrypted columns of records, as their table holds them; what cannot be opened becomes UNREADABLE. */
  async open(table: RecordTableInfo, fields: readonly Field[], records: readonly Row[]): Promise<void> {
    for (const field of fields) {
      if (!field.encrypted) continue;
      const values = await this.openAll(records.map((record) => ({ place: { table: table.table, column: field.name, row: record['id'] as string }, stored: record[field.name] })));
      records.forEach((record, index) => (record[field.name] = fromStored(field, values[index])));
    }
  }
  /** Opens entries of lists of texts. */
  openEntries(table: RecordTableInfo, rows: readonly Row[], fieldOf: (row: Row) => Field): Promise<unknown[]> {
    if (!table.texts.some(({ encrypted }) => encrypted)) return Promise.resolve(rows.map(({ value }) => value));
    return this.openAll(rows.map((row) => {
      const field = fieldOf(row);
      const place = { table: childTable(table.table, field.name), column: 'value', row: row['recordId'] as string };
      return { place, stored: row['value'], plain: !field.encrypted };
    })); // prettier-ignore
  }

  /** Living records whose field has one of these values, as a predicate on the index; of phones also by their last four digits. */
  matching(table: RecordTableInfo, field: Field, values: readonly string[], by: 'blind' | 'tail', alias: string): Sql {
    const column = blindColumnsOf(field)[by] ?? '';
    const name = by === 'tail' ? `${hashedAs(table, field)}.tail` : hashedAs(table, field);
    const hashes = values.flatMap((value) => this.keys.blinds(name, by === 'tail' ? value : spelling(field, value)));
    return isIn(`${alias}.\`${column}\``, hashes);
  }
  /** The same value by every key it may be hashed under: one, or two while the key is changed. */
  blindsOf(table: RecordTableInfo, field: Field, value: string): string[] {
    return this.keys.blinds(hashedAs(table, field), spelling(field, value));
  }

  /** Changes as the audit keeps them: values of encrypted fields encrypted. */
  noted(kind: string, fields: readonly Field[], id: string, changes: readonly Change[]): Change[] {
    const secret = new Set(fields.filter(({ encrypted }) => encrypted).map(({ name }) => name));
    if (secret.size === 0) return [...changes];
    const close = (field: string, value: unknown) => (value === null || value === undefined || !secret.has(field) ? value : this.sealValue(kind, field, id, value));
    return changes.map(({ field, old, new: now }) => {
      if (field !== WHOLE || !now) return { field, old: close(field, old), new: close(field, now) };
      return { field, old, new: Object.fromEntries(Object.entries(now as object).map(([name, value]) => [name, close(name, value)])) };
    });
  }
  /** A value of the audit that is nobody's business in clear. */
  sealValue(kind: string, field: string, id: string, value: unknown): SealedValue {
    return { sealed: this.keys.seal('history', audited(kind, field, id), JSON.stringify(value ?? null)) };
  }
  /** Changes as people read them. */
  openChanges(kind: string, id: string, changes: readonly Change[]): Change[] {
    const open = (field: string, value: unknown): unknown => {
      if (isSealedValue(value)) return JSON.parse(this.openText(audited(kind, field, id), value.sealed) ?? JSON.stringify(UNREADABLE));
      if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
      return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, open(field === WHOLE ? name : field, part)]));
    };
    return changes.map(({ field, old, new: now }) => ({ field, old: open(field, old), new: open(field, now) }));
  }

  /** What a confidential column beside the records holds: an object that may tell of people, encrypted. The row is its primary key. */
  close(table: string, column: string, row: string, value: unknown, purpose: Purpose = 'personal'): string {
    return this.keys.seal(purpose, { table, column, row }, JSON.stringify(value));
  }
  /** Opens what `close` closed, or reads what was never closed; `lost` when it cannot be opened. */
  read<T>(table: string, column: string, row: string, stored: string, lost: T): T {
    const text = this.openText({ table, column, row }, stored);
    return text === null ? lost : (JSON.parse(text) as T);
  }

  /** The text of a cell; null when it cannot be opened. Text that was never encrypted is read as it is. */
  openText(place: Place, stored: string): string | null {
    const opened = this.tryOpen(place, stored);
    return typeof opened === 'string' ? opened : this.lost(place, opened);
  }

  private async openAll(cells: readonly { place: Place; stored: unknown; plain?: boolean }[]): Promise<unknown[]> {
    const opened = cells.map(({ place, stored, plain }) => (typeof stored === 'string' && !plain ? this.tryOpen(place, stored) : stored));
    if (opened.some((one) => one instanceof Unreadable && one.keyUnknown)) await this.keys.refresh();
    return opened.map((one, index) => {
      const cell = cells[index];
      return one instanceof Unreadable && cell ? (this.openText(cell.place, cell.stored as string) ?? UNREADABLE) : one;
    });
  }
  private tryOpen(place: Place, stored: string): string | Unreadable {
    if (!stored.startsWith('v1.')) return wasSealed(stored) ? new Unreadable(`${place.table}.${place.column} of ${place.row} is damaged`) : stored;
    try {
      return this.keys.unseal(place, stored);
    } catch (error) {
      if (!(error instanceof Unreadable)) throw error;
      return isSealed(stored) || wasSealed(stored) ? error : stored;
    }
  }
  private lost({ table, column, row }: Place, error: Unreadable): null {
    const cell = `${table}.${column} ${row}`;
    if (!this.told.has(cell)) this.log.error({ event: 'unreadable', table, column, row }, error.message);
    if (this.told.size < MOST_TOLD) this.told.add(cell);
    return null;
  }
}

const audited = (kind: string, field: string, id: string): Place => ({ table: 'audit_change', column: `${kind}.${field}`, row: id });
const isSealedValue = (value: unknown): value is SealedValue => typeof value === 'object' && value !== null && typeof (value as SealedValue).sealed === 'string' && isSealed((value as SealedValue).sealed);
