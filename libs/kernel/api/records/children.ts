import { fieldsOf, UNREADABLE, type Class, type Field } from '#kernel/model';
import { newId } from '../database/ids.ts';
import type { Records } from './records.ts';
import { fromRow, toStored, type Row } from './row.ts';
import { isIn } from './sql.ts';
import { childTable, type RecordTableInfo } from './table.ts';

/** Reads lists of many records at once, their texts in one statement, and hangs them on the records. */
export async function readChildren({ db, sealing }: Records, table: RecordTableInfo, records: readonly Row[], lists: readonly Field[]): Promise<void> {
  const ids = records.map((record) => record['id'] as string);
  if (ids.length === 0) return;
  const where = isIn('`recordId`', ids);
  const byId = new Map(records.map((record) => [record['id'] as string, record]));
  const put = (field: Field, row: Row, value: unknown) => (byId.get(row['recordId'] as string)?.[field.name] as unknown[]).push(value);
  const texts = lists.filter(({ line }) => !line);
  for (const record of records) for (const field of lists) record[field.name] = [];
  if (texts.length > 0) {
    const parts = texts.map((field, n) => `SELECT ${n} AS \`field\`, \`recordId\`, \`position\`, \`value\` FROM \`${childTable(table.table, field.name)}\` WHERE ${where.text}`);
    const rows = await db.read(`${parts.join(' UNION ALL ')} ORDER BY \`position\``, texts.flatMap(() => where.params));
    const values = await sealing.openEntries(table, rows, (row) => texts[row['field'] as number] as Field);
    rows.forEach((row, index) => put(texts[row['field'] as number] as Field, row, values[index]));
  }
  for (const field of lists.filter(({ line }) => line)) {
    const rows = await db.read(`SELECT * FROM \`${childTable(table.table, field.name)}\` WHERE ${where.text} ORDER BY \`position\``, [...where.params]);
    for (const row of rows) put(field, row, fromRow(fieldsOf(field.line as Class), row));
  }
}

/** Writes a list of records by its entries, in their order; replaces what was there unless the records are fresh. */
export async function writeChildren(kernel: Records, table: RecordTableInfo, field: Field, records: readonly Row[], fresh: boolean): Promise<void> {
  const { db, sealing } = kernel;
  const name = childTable(table.table, field.name);
  const kept = fresh || !field.encrypted ? [] : await damaged(kernel, table, field, records);
  for (const record of fresh ? [] : records) await db.write(`DELETE FROM \`${name}\` WHERE \`recordId\` = ?`, [record['id']]);
  const columns = ['recordId', 'position', ...(field.line ? ['id', ...lineFields(field.line).map((f) => f.name)] : sealing.columnsOf({ ...field, name: 'value' }))];
  const entryCells = (record: Row, value: unknown) => {
    if (!field.encrypted) return [value];
    const whole = value === UNREADABLE ? kept.splice(kept.findIndex((row) => row['recordId'] === record['id']), 1)[0] : undefined;
    return whole ? columns.slice(2).map((column) => whole[column]) : sealing.entryCells(table, field, record['id'] as string, value as string);
  };
  const rows = records.flatMap((record) => ((record[field.name] ?? []) as unknown[]).map((value, position) => [
    record['id'], position,
    ...(field.line ? [newId(), ...lineFields(field.line).map((f) => toStored(f, (value as Row)[f.name]))] : entryCells(record, value)),
  ])); // prettier-ignore
  await db.insert(name, columns, rows);
}

/** Entries that cannot be opened, as they are stored: an edit of the list leaves them so. */
async function damaged({ db, sealing }: Records, table: RecordTableInfo, field: Field, records: readonly Row[]): Promise<Row[]> {
  const touched = records.filter((record) => (record[field.name] as unknown[]).includes(UNREADABLE));
  if (touched.length === 0) return [];
  const where = isIn('`recordId`', touched.map(({ id }) => id)); // prettier-ignore
  const rows = await db.read(`SELECT * FROM \`${childTable(table.table, field.name)}\` WHERE ${where.text} ORDER BY \`recordId\`, \`position\``, [...where.params]);
  const opened = await sealing.openEntries(table, rows, () => field);
  return rows.filter((_, index) => opened[index] === UNREADABLE);
}

const lineFields = (line: Class) => fieldsOf(line).filter(({ name }) => name !== 'id');
