import type { ColumnType, EntitySchemaColumnOptions } from 'typeorm';
import type { DatabaseKind } from './connection.ts';

export type ColumnKind =
  | 'uuid' | 'text' | 'longText' | 'integer' | 'bigint' | 'flag' | 'day' | 'moment' | 'code' | 'secret'; // prettier-ignore

/** A column that means the same on every database. */
export interface Column {
  readonly name: string;
  readonly kind: ColumnKind;
  readonly null?: boolean;
  readonly max?: number;
  readonly default?: string | number;
  readonly primary?: boolean;
}

/** The generation of a key, and 128 bits of a keyed hash. */
export const BLIND_LENGTH = 32;

interface Type {
  readonly type: ColumnType;
  readonly length?: string;
  readonly precision?: number;
  readonly width?: number;
}

/** The type of a column on a database. Texts compare without case on all of them; codes and ids exactly. */
export function typeOf(column: Column, kind: DatabaseKind): Type {
  const lite = kind === 'sqlite';
  switch (column.kind) {
    case 'uuid':
      return kind === 'mariadb' ? { type: 'uuid' } : { type: 'varchar', length: '36' };
    case 'text':
      return { type: 'varchar', length: String(column.max ?? 200) };
    case 'code':
      return { type: 'varchar', length: String(column.max ?? 64) };
    case 'secret':
      return { type: 'varchar', length: '1024' };
    case 'longText':
      return { type: lite ? 'text' : 'longtext' };
    case 'integer':
      return lite ? { type: 'integer' } : { type: 'int' };
    case 'bigint':
      return { type: 'bigint' };
    case 'flag':
      return lite ? { type: 'boolean' } : { type: 'tinyint', width: 1 };
    case 'day':
      return { type: 'date' };
    case 'moment':
      return lite ? { type: 'datetime' } : { type: 'datetime', precision: 3 };
  }
}

const NOCASE = { sqlite: 'NOCASE', mariadb: 'utf8mb4_unicode_520_ci', mysql: 'utf8mb4_unicode_520_ci' } as const;
const EXACT = { sqlite: undefined, mariadb: 'utf8mb4_bin', mysql: 'utf8mb4_bin' } as const;

/** The collation of a column, where it has one. */
export function collationOf({ kind }: Column, on: DatabaseKind): string | undefined {
  if (kind === 'text') return NOCASE[on];
  const plain = kind === 'code' || kind === 'secret' || kind === 'longText' || (kind === 'uuid' && on === 'mysql');
  return plain ? EXACT[on] : undefined;
}

/** The column as a statement that creates it says it. */
export function columnSql(column: Column, on: DatabaseKind): string {
  const { type, length, precision, width } = typeOf(column, on);
  const size = length ?? precision ?? width;
  const collation = collationOf(column, on);
  const fallback = typeof column.default === 'string' ? `'${column.default}'` : column.default;
  return [
    `\`${column.name}\``, `${String(type)}${size === undefined ? '' : `(${size})`}`, collation ? `COLLATE ${collation}` : '',
    column.null ? 'NULL' : 'NOT NULL', fallback === undefined ? '' : `DEFAULT ${fallback}`,
  ].filter(Boolean).join(' '); // prettier-ignore
}

/** The column as TypeORM knows it; the drift check compares this with what is there. */
export function columnOptions(column: Column, on: DatabaseKind): EntitySchemaColumnOptions {
  const { type, length, precision } = typeOf(column, on);
  const collation = collationOf(column, on);
  return {
    name: column.name, type, nullable: column.null ?? false, primary: column.primary ?? false,
    ...(length ? { length } : {}), ...(precision ? { precision } : {}), ...(collation ? { collation } : {}),
    ...(column.default === undefined ? {} : { default: column.default }),
  } as EntitySchemaColumnOptions; // prettier-ignore
}
