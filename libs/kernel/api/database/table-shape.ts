import { EntitySchema } from 'typeorm';
import { columnOptions, type Column } from './columns.ts';
import type { DatabaseKind } from './connection.ts';
import { indexName, uniqueName } from './names.ts';

/** A table as the migrations leave it: what the drift check expects and what creates it. */
export interface TableShape {
  readonly name: string;
  readonly columns: readonly Column[];
  readonly indexes: readonly (readonly string[])[];
  readonly unique: readonly (readonly string[])[];
  /** Whether its search text has a full-text index. */
  readonly fullText?: boolean;
}

/** The columns every record has. */
export const RECORD_COLUMNS: readonly Column[] = [
  { name: 'id', kind: 'uuid', primary: true },
  { name: 'ownerId', kind: 'uuid', null: true },
  { name: 'teamId', kind: 'uuid', null: true },
  { name: 'version', kind: 'integer', default: 1 },
  { name: 'createdAt', kind: 'moment' },
  { name: 'createdById', kind: 'uuid', null: true },
  { name: 'updatedAt', kind: 'moment' },
  { name: 'updatedById', kind: 'uuid', null: true },
  { name: 'deletedAt', kind: 'moment', null: true },
  { name: 'deletedKey', kind: 'code', max: 36, default: '' },
  { name: 'custom', kind: 'longText' },
  { name: 'externalSource', kind: 'code', max: 40, null: true },
  { name: 'externalId', kind: 'code', max: 191, null: true },
  { name: 'searchText', kind: 'longText', null: true },
];
/** The first one knows owner and team, so that whoever sees a part of the records is answered from it alone. */
export const RECORD_INDEXES: readonly (readonly string[])[] = [
  ['deletedKey', 'createdAt', 'id', 'ownerId', 'teamId'],
  ['deletedKey', 'ownerId', 'createdAt', 'id'],
  ['deletedKey', 'teamId', 'createdAt', 'id'],
  ['deletedAt', 'id'],
];
export const RECORD_UNIQUE: readonly (readonly string[])[] = [['externalSource', 'externalId', 'deletedKey']];

/** The table as an entity of TypeORM on a database. */
export function entitySchema({ name, columns, indexes, unique, fullText }: TableShape, on: DatabaseKind): EntitySchema {
  return new EntitySchema({
    name, tableName: name,
    columns: Object.fromEntries(columns.map((column) => [column.name, columnOptions(column, on)])),
    indices: [
      ...indexes.map((own) => ({ name: indexName(name, own), columns: [...own] })),
      ...unique.map((own) => ({ name: uniqueName(name, own), columns: [...own], unique: true })),
      ...(fullText && on !== 'sqlite' ? [{ name: `ft_${name}`, columns: ['searchText'], fulltext: true }] : []),
    ],
  }); // prettier-ignore
}
