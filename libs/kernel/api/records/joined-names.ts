import type { Field, Named } from '#kernel/model';
import type { Row } from './row.ts';
import { namedTo } from './scope.ts';
import type { Sql } from './sql.ts';
import { tableOf } from './table.ts';
import { toldName } from './told-name.ts';

/** The names of what a page points at, read with its rows rather than by another statement. */
export interface JoinedNames {
  readonly columns: string;
  readonly joins: Sql;
  /** Puts `{ id, name }` beside the references of a row; what the principal could not open has no name. */
  put(row: Row, record: Row): void;
}

/** Joins the names of owned records; what belongs to nobody is remembered (Names) and needs no join. */
export function joinedNames(fields: readonly Field[]): JoinedNames {
  const refs = fields.flatMap((field) => {
    if (field.kind !== 'ref' || field.to === 'self' || !field.to) return [];
    const table = tableOf(field.to);
    return table.info.owned && !table.columns.some(({ name }) => name === 'nameZh') ? [{ field, table }] : [];
  });
  const scopes = refs.map(({ table }, n) => namedTo(table, `n${n}`));
  return {
    columns: refs.map(({ table }, n) => `, n${n}.\`${table.info.title}\` AS \`name${n}\``).join(''),
    joins: {
      text: refs.map(({ field, table }, n) => `LEFT JOIN \`${table.table}\` n${n} ON n${n}.\`id\` = r.\`${field.name}\` AND (${scopes[n]?.text})`).join(' '),
      params: scopes.flatMap(({ params }) => params),
    },
    put(row, record) {
      refs.forEach(({ field, table }, n) => {
        const [id, name] = [row[field.name] as string | null, row[`name${n}`] as string | null];
        record[field.name.replace(/Id$/, '')] = id ? (name === null ? { id, name: '' } : toldName(table, { id, name })) : (null as Named | null);
      });
    },
  };
}
