import { fieldsOf, type Class, type Field } from '#kernel/model';
import type { Database } from '../database/database.ts';
import { newId } from '../database/ids.ts';
import { fromRow, toStored, type Row } from './row.ts';
import { isIn } from './sql.ts';
import { childTable, type RecordTableInfo } from './table.ts';

/** Reads the lists of many records at once, one statement per list, and hangs them on the records. */
export async function readChildren(db: Database, table: RecordTableInfo, records: readonly Row[], withLines: boolean): Promise<void> {
  const ids = records.map((record) => record['id'] as string);
  if (ids.length === 0) return;
  for (const field of [...table.texts, ...(withLines ? table.lines : [])]) {
    const where = isIn('`recordId`', ids);
    const rows = await db.read(
      `SELECT * FROM \`${childTable(table.table, field.name)}\` WHERE ${where.text} ORDER BY \`recordId\`, \`position\``,
      [...where.params],
    );
    const byRecord = Map.groupBy(rows, (row) => row['recordId'] as string);
    for (const record of records) record[field.name] = (byRecord.get(record['id'] as string) ?? []).map((row) => entry(field, row));
  }
}

const entry = (field: Field, row: Row): unknown => (field.line ? fromRow(fieldsOf(field.line), row) : row['value']);

/** Writes a list of records by its entries, in their order; replaces what was there unless the records are fresh. */
export async function writeChildren(db: Database, table: RecordTableInfo, field: Field, records: readonly Row[], fresh: boolean): Promise<void> {
  const name = childTable(table.table, field.name);
  for (const record of fresh ? [] : records) await db.write(`DELETE FROM \`${name}\` WHERE \`recordId\` = ?`, [record['id']]);
  const columns = ['recordId', 'position', ...(field.line ? ['id', ...lineFields(field.line).map((f) => f.name)] : ['value'])];
  const rows = records.flatMap((record) => ((record[field.name] ?? []) as unknown[]).map((value, position) => [
    record['id'], position,
    ...(field.line ? [newId(), ...lineFields(field.line).map((f) => toStored(f, (value as Row)[f.name]))] : [value]),
  ])); // prettier-ignore
  const marks = `(${columns.map(() => '?').join(', ')})`;
  for (let start = 0; start < rows.length; start += 1000) {
    const part = rows.slice(start, start + 1000);
    await db.write(`INSERT INTO \`${name}\` (${columns.map((c) => `\`${c}\``).join(', ')}) VALUES ${part.map(() => marks).join(', ')}`, part.flat());
  }
}

const lineFields = (line: Class) => fieldsOf(line).filter(({ name }) => name !== 'id');
