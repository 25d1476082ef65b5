import { fieldsOf, type Class, type Field } from '#kernel/model';
import { BLIND_LENGTH, type Column, type ColumnKind } from '../database/columns.ts';
import { RECORD_COLUMNS, RECORD_INDEXES, RECORD_UNIQUE, type TableShape } from '../database/table-shape.ts';
import { blindColumnsOf } from './sealed-columns.ts';
import { childTable, hasFullText, type RecordTableInfo } from './table.ts';

const KINDS: Record<Field['kind'], ColumnKind> = {
  text: 'text', longText: 'longText', integer: 'integer', money: 'bigint', unitPrice: 'bigint', quantity: 'bigint', percent: 'integer', rate: 'bigint',
  day: 'day', moment: 'moment', flag: 'flag', choice: 'code', option: 'code', ref: 'uuid', email: 'secret', phone: 'secret', url: 'text',
  texts: 'code', lines: 'code',
}; // prettier-ignore

function column(field: Field): Column {
  const kind = field.encrypted ? ((field.max ?? 200) > 500 ? 'longText' : 'secret') : KINDS[field.kind];
  const max = kind === 'text' ? { max: field.max ?? 200 } : kind === 'code' ? { max: 40 } : {};
  return { name: field.name, kind, null: field.nullable, ...max };
}

const blindColumn = (name: string): Column => ({ name, kind: 'code', max: BLIND_LENGTH, null: true });

/** The tables a model stands for: its own, and one for each of its lists. */
export function shapesOfRecord(info: RecordTableInfo): TableShape[] {
  const known = new Set(RECORD_COLUMNS.map(({ name }) => name));
  const blind = info.columns.flatMap((field) => Object.values(blindColumnsOf(field)));
  const own: TableShape = {
    name: info.table,
    columns: [...RECORD_COLUMNS, ...info.columns.filter(({ name }) => !known.has(name)).map(column), ...blind.map(blindColumn)],
    indexes: [...RECORD_INDEXES, ...(info.indexes ?? [])],
    unique: [...RECORD_UNIQUE, ...(info.unique ?? [])],
    fullText: hasFullText(info),
  };
  return [own, ...info.texts.map((field) => texts(info.table, field)), ...info.lines.map((field) => lines(info.table, field))];
}

const texts = (table: string, field: Field): TableShape => ({
  name: childTable(table, field.name),
  columns: [
    { name: 'recordId', kind: 'uuid', primary: true }, { name: 'position', kind: 'integer', primary: true }, { name: 'value', kind: 'code', max: 700 },
    ...(field.encrypted ? ['blind', 'tail'].map(blindColumn) : []),
  ],
  indexes: (field.encrypted ? ['blind', 'tail'] : ['value']).map((name) => [name, 'recordId']),
  unique: [],
}); // prettier-ignore

const lines = (table: string, field: Field): TableShape => ({
  name: childTable(table, field.name),
  columns: [
    { name: 'id', kind: 'uuid', primary: true }, { name: 'recordId', kind: 'uuid' }, { name: 'position', kind: 'integer' },
    ...fieldsOf(field.line as Class).filter(({ name }) => name !== 'id').map(column),
  ],
  indexes: [['recordId', 'position'], ...fieldsOf(field.line as Class).filter(({ filter }) => filter).map(({ name }) => [name, 'recordId'])],
  unique: [],
}); // prettier-ignore
