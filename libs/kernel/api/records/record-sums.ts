import { addableOf, fieldOf, type Field, type Sum, type Sums } from '#kernel/model';
import { Invalid } from '../http/problems.ts';
import { readable } from './field-rights.ts';
import type { Records } from './records.ts';
import type { Row } from './row.ts';
import { sql, type Sql } from './sql.ts';
import type { RecordTableInfo } from './table.ts';

/** The fields that are to be added up. Throws Invalid for one that is hidden, unknown or says nothing as a sum. */
export function addable(table: RecordTableInfo, names: readonly string[]): Field[] {
  const known = addableOf(table.entity);
  const odd = names.findIndex((name) => !known.some((field) => field.name === name && readable(table, name)));
  if (odd >= 0 || names.length === 0) throw new Invalid([{ pointer: '/fields', code: odd < 0 ? 'required' : 'unknown' }]);
  return known.filter(({ name }) => names.includes(name));
}

/** Adds up fields over everything a predicate finds; amounts by their currency, those without one in the workspace's. */
export async function sumsOf(kernel: Records, { table, entity }: RecordTableInfo, where: Sql, fields: readonly Field[]): Promise<Sums> {
  const apart = fields.some(({ kind }) => kind === 'money') && fieldOf(entity, 'currency') !== undefined;
  const columns = fields.flatMap(({ name }, index) => [`SUM(r.\`${name}\`) AS \`s${index}\``, `COUNT(r.\`${name}\`) AS \`c${index}\``]);
  const statement = sql(
    `SELECT ${[...(apart ? ['r.`currency` AS `currency`'] : []), ...columns].join(', ')} FROM \`${table}\` r WHERE ${where.text}${apart ? ' GROUP BY r.`currency`' : ''}`,
    ...where.params,
  );
  const { rows, at } = await kernel.totals.rows(table, statement);
  const base = (await kernel.workspace.settings()).currency;
  return { sums: fields.flatMap((field, index) => (field.kind === 'money' ? amounts(field, index, rows, base) : [plain(field, index, rows)])), at };
}

function amounts({ name }: Field, index: number, rows: readonly Row[], base: string): Sum[] {
  const told = rows.map((row) => ({ field: name, currency: (row['currency'] as string | undefined) ?? base, sum: Number(row[`s${index}`] ?? 0), count: Number(row[`c${index}`]) }));
  const priced = told.filter(({ count }) => count > 0).toSorted((a, b) => Number(b.currency === base) - Number(a.currency === base) || b.count - a.count);
  return priced.length > 0 ? priced : [{ field: name, currency: base, sum: 0, count: 0 }];
}

function plain({ name }: Field, index: number, rows: readonly Row[]): Sum {
  const over = (key: string) => rows.reduce((sum, row) => sum + Number(row[key] ?? 0), 0);
  return { field: name, currency: null, sum: over(`s${index}`), count: over(`c${index}`) };
}
