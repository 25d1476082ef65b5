import { createHash } from 'node:crypto';

/** The name of an index: the table, its columns, and a hash of them when that grows past 60 characters. */
function named(prefix: string, table: string, columns: readonly string[]): string {
  const name = `${prefix}_${table}_${columns.join('_')}`;
  if (name.length <= 60) return name;
  return `${name.slice(0, 49)}_${createHash('sha256').update(name).digest('hex').slice(0, 10)}`;
}

export const indexName = (table: string, columns: readonly string[]): string => named('ix', table, columns);
export const uniqueName = (table: string, columns: readonly string[]): string => named('uq', table, columns);
