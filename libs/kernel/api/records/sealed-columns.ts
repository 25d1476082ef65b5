import { isPhoneField, lastFour, toE164, type Field } from '#kernel/model';
import type { Purpose } from '../keys/key-ring.ts';
import { childTable, type RecordTableInfo } from './table.ts';

/** The key that encrypts a field: secrets have one of their own. */
export const purposeOf = ({ sensitive }: Pick<Field, 'sensitive'>): Purpose => (sensitive >= 3 ? 'secret' : 'personal');
/** The columns beside an encrypted one by which it is found: by its whole value, and a phone by its last four digits. */
export const blindColumnsOf = (field: Field): { readonly blind?: string; readonly tail?: string } => {
  if (!field.encrypted || !field.filter) return {};
  if (field.kind === 'texts') return isPhoneField(field) ? { blind: 'blind', tail: 'tail' } : { blind: 'blind' };
  return isPhoneField(field) ? { blind: `${field.name}Blind`, tail: `${field.name}Tail` } : { blind: `${field.name}Blind` };
};
/** The name under which values of a field are hashed: no two columns look alike. */
export const hashedAs = (table: RecordTableInfo, field: Field): string => `${table.info.name}.${field.name}`;

/** The one spelling by which a value is found, however people write it; a phone without its extension. */
export function spelling(field: Field, value: string): string {
  if (isPhoneField(field)) return (toE164(value) ?? value.normalize('NFKC')).replace(/;ext=.*/, '').trim();
  return value.normalize('NFKC').trim().toLowerCase();
}
/** What is found by the last four digits. */
export const tailOf = (value: string): string | null => lastFour(value);

/** An encrypted column as work over all of its values sees it. */
export interface SealedColumn {
  readonly table: string;
  readonly column: string;
  readonly purpose: Purpose;
  /** The columns of the primary key, in order. */
  readonly keys: readonly string[];
  /** How many of them name the row for the encryption. */
  readonly named: number;
  readonly blind?: string;
  readonly tail?: string;
  /** The field of a record behind it. */
  readonly field?: Field;
  readonly record?: RecordTableInfo;
}

/** The encrypted columns of a kind of record. */
export function sealedColumnsOf(record: RecordTableInfo): SealedColumn[] {
  const own = record.columns.filter(({ encrypted }) => encrypted).map((field): SealedColumn => ({
    table: record.table, column: field.name, purpose: purposeOf(field), keys: ['id'], named: 1, field, record, ...blindColumnsOf(field),
  })); // prettier-ignore
  const lists = record.texts.filter(({ encrypted }) => encrypted).map((field): SealedColumn => ({
    table: childTable(record.table, field.name), column: 'value', purpose: purposeOf(field), keys: ['recordId', 'position'], named: 1, field, record, ...blindColumnsOf(field),
  })); // prettier-ignore
  return [...own, ...lists];
}
