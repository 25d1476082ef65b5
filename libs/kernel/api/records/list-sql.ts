import { addDays, daysOf, fieldsOf, isDay, isPeriod, isPhoneField, startOfDay, toE164, type Condition, type Field, type ListQuery } from '#kernel/model';
import { currentPrincipal } from '../access/context.ts';
import type { DatabaseKind } from '../database/connection.ts';
import { readable } from './field-rights.ts';
import type { Sealing } from './sealing.ts';
import { found } from './search-sql.ts';
import { toStoredMoment } from './row.ts';
import { and, isIn, literally, or, sql, TRUE, type Sql } from './sql.ts';
import { childTable, type RecordTableInfo } from './table.ts';

const COMPARE: Partial<Record<Condition['operator'], string>> = { gte: '>=', lte: '<=', gt: '>', lt: '<' };

/** Which day it is, and where: moments are cut into the days of this time zone. */
export interface Calendar {
  readonly today: string;
  readonly timeZone: string;
  readonly database: DatabaseKind;
}

/** What a list asks for, as a predicate on its table, in the days of the workspace. */
export function conditionsOf(table: RecordTableInfo, query: ListQuery, calendar: Calendar, sealing: Sealing, alias = 'r'): Sql {
  const living = query.deleted ? sql(`${alias}.\`deletedAt\` IS NOT NULL`) : sql(`${alias}.\`deletedKey\` = ''`);
  const conditions = query.conditions.map((condition) => compile(table, condition, calendar, sealing, alias));
  return and(living, ...conditions, query.q ? (sealedMatch(table, query.q, calendar, sealing, alias) ?? found(table, query.q, calendar.database, alias)) : TRUE);
}

function compile(table: RecordTableInfo, condition: Condition, calendar: Calendar, sealing: Sealing, alias: string): Sql {
  const { field, operator } = condition;
  if (field.encrypted && operator !== 'empty') return ofSealed(table, condition, sealing, alias);
  if (field.kind === 'texts') return ofTexts(table, condition, alias);
  const lines = table.lines.find(({ line }) => line && fieldsOf(line).includes(field));
  if (lines) return ofLines(table, lines.name, condition, alias);
  const column = `${alias}.\`${field.name}\``;
  const values = condition.values.map((value) => resolve(value));
  const [value = ''] = values;
  if (operator === 'empty') return sql(`${column} IS ${value === 'true' ? '' : 'NOT '}NULL`);
  if (operator === 'contains') return sql(`${column} LIKE ? ESCAPE '!'`, `%${literally(value)}%`);
  if (operator === 'starts') return sql(`${column} LIKE ? ESCAPE '!'`, `${literally(value)}%`);
  if (field.kind === 'day' || field.kind === 'moment') return inTime(condition, column, calendar);
  const stored = values.map((one) => (field.kind === 'flag' ? (one === 'true' ? 1 : 0) : one));
  if (operator === 'is') return stored.length === 1 ? sql(`${column} = ?`, stored[0]) : isIn(column, stored);
  if (operator === 'ne') {
    const differs = sql(`${column} NOT IN (${stored.map(() => '?').join(', ')})`, ...stored);
    return field.nullable ? or(differs, sql(`${column} IS NULL`)) : differs;
  }
  return sql(`${column} ${COMPARE[operator]} ?`, value);
}

/** Days and moments compare with days, moments and named periods; a period is all its days. */
function inTime({ field, operator, values }: Condition, column: string, { today, timeZone }: Calendar): Sql {
  const spans = values.map((value) => {
    if (isPeriod(value)) return daysOf(value, today);
    return isDay(value) ? { from: value, to: value } : { from: value, to: value, exact: true };
  });
  const stored = (value: string) => {
    if (field.kind === 'day') return value;
    return toStoredMoment(isDay(value) ? startOfDay(value, timeZone) : value);
  };
  const isMoment = field.kind === 'moment';
  const within = spans.map((span) => {
    const exact = 'exact' in span;
    if (exact || !isMoment) return sql(`${column} >= ? AND ${column} <= ?`, stored(span.from), stored(span.to));
    return sql(`${column} >= ? AND ${column} < ?`, stored(span.from), stored(addDays(span.to, 1)));
  });
  const [span] = spans;
  if (operator === 'is' || !span) return or(...within);
  if (operator === 'ne') {
    const outside = or(...within);
    return sql(`NOT (${outside.text})${field.nullable ? ` OR ${column} IS NULL` : ''}`, ...outside.params);
  }
  const wholeDay = isMoment && !('exact' in span);
  const edge = operator === 'gte' || operator === 'lt' ? stored(span.from) : stored(wholeDay ? addDays(span.to, 1) : span.to);
  const sign = wholeDay && operator === 'lte' ? '<' : wholeDay && operator === 'gt' ? '>=' : COMPARE[operator];
  return sql(`${column} ${sign} ?`, edge);
}

/** Encrypted values are found by their blind index. */
function ofSealed(table: RecordTableInfo, { field, operator, values }: Condition, sealing: Sealing, alias: string): Sql {
  const by = operator === 'ends' ? 'tail' : 'blind';
  if (field.kind !== 'texts') {
    const match = sealing.matching(table, field, values, by, alias);
    return operator === 'ne' ? sql(`(${alias}.\`${field.name}\` IS NULL OR NOT (${match.text}))`, ...match.params) : match;
  }
  const match = sealing.matching(table, field, values, by, 't');
  return sql(`${alias}.\`id\` ${operator === 'ne' ? 'NOT ' : ''}IN (SELECT t.\`recordId\` FROM \`${childTable(table.table, field.name)}\` t WHERE ${match.text})`, ...match.params);
}

/** Who searches for a whole phone or e-mail means those; four digits may be the end of a phone, too. */
function sealedMatch(table: RecordTableInfo, q: string, { database }: Calendar, sealing: Sealing, alias: string): Sql | null {
  const tail = /^\d{4}$/.test(q);
  const fits = (field: Field) => (isPhoneField(field) ? tail || toE164(q) !== null : (field.kind === 'email' || field.of === 'email') && q.includes('@'));
  const fields = [...table.columns, ...table.texts].filter((field) => field.encrypted && field.filter && readable(table, field.name) && fits(field));
  if (fields.length === 0) return null;
  const matches = fields.map((field) => ofSealed(table, { field, operator: tail ? 'ends' : 'is', values: [q] }, sealing, alias));
  return or(...matches, ...(tail ? [found(table, q, database, alias)] : []));
}

function ofTexts(table: RecordTableInfo, { field, operator, values }: Condition, alias: string): Sql {
  const rows = `SELECT 1 FROM \`${childTable(table.table, field.name)}\` t WHERE t.\`recordId\` = ${alias}.\`id\``;
  if (operator === 'empty') return sql(`${values[0] === 'true' ? 'NOT ' : ''}EXISTS (${rows})`);
  const match = isIn('t.`value`', values);
  return sql(`${operator === 'ne' ? 'NOT ' : ''}EXISTS (${rows} AND ${match.text})`, ...match.params);
}

function ofLines(table: RecordTableInfo, lines: string, { field, operator, values }: Condition, alias: string): Sql {
  const match = isIn(`t.\`${field.name}\``, values);
  const rows = `SELECT t.\`recordId\` FROM \`${childTable(table.table, lines)}\` t WHERE ${match.text}`;
  return sql(`${alias}.\`id\` ${operator === 'ne' ? 'NOT ' : ''}IN (${rows})`, ...match.params);
}

function resolve(value: string): string {
  if (value !== 'me' && value !== 'my-team') return value;
  const { id, teamId } = currentPrincipal();
  return (value === 'me' ? id : teamId) ?? '';
}

/** The page after a cursor: rows that come later in the order, ids breaking ties. Nothing sorts below every value. */
export function afterCursor(query: ListQuery, cursor: { value: unknown; id: string } | null, alias = 'r'): Sql {
  if (!cursor) return TRUE;
  const { field, descending } = query.sort;
  const column = `${alias}.\`${field.name}\``;
  const [beyond, orEqual] = descending ? ['<', '<='] : ['>', '>='];
  const later = sql(`${alias}.\`id\` ${beyond} ?`, cursor.id);
  if (cursor.value === null) {
    const rest = and(sql(`${column} IS NULL`), later);
    return descending ? rest : or(rest, sql(`${column} IS NOT NULL`));
  }
  const range = and(sql(`${column} ${orEqual} ?`, cursor.value), or(sql(`${column} ${beyond} ?`, cursor.value), later));
  return descending && field.nullable ? or(range, sql(`${column} IS NULL`)) : range;
}

/** `ORDER BY` of a list, stable by id. */
export function orderOf(query: ListQuery, alias = 'r'): string {
  const direction = query.sort.descending ? 'DESC' : 'ASC';
  return `${alias}.\`${query.sort.field.name}\` ${direction}, ${alias}.\`id\` ${direction}`;
}
