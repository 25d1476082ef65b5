import { fieldsOf, type Field } from '#kernel/model';
import type { Records } from './records.ts';
import { childTable, recordTables } from './table.ts';

/** The kind of a living record, or of one with a line, that points at this one; null when nothing does. */
export async function usedBy({ db }: Records, kind: string, id: string): Promise<string | null> {
  const points = ({ kind: of, to }: Field) => of === 'ref' && to === kind;
  const there = async (table: string, column: string, living: string) => (await db.read(`SELECT 1 FROM \`${table}\` WHERE \`${column}\` = ? ${living} LIMIT 1`, [id])).length > 0;
  for (const { info, table, columns, lines } of recordTables()) {
    for (const { name } of columns.filter(points)) if (await there(table, name, "AND `deletedKey` = ''")) return info.name;
    for (const list of lines) for (const { name } of list.line ? fieldsOf(list.line).filter(points) : []) if (await there(childTable(table, list.name), name, '')) return info.name;
  }
  return null;
}
