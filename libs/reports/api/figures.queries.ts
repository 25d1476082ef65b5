import { Injectable } from '@nestjs/common';
import { Rates } from '#currencies/api';
import type { RateBook } from '#currencies/model';
import { and, demandReadable, isIn, reachedBy, Records, scopeOf, sql, tableOf, type Sql } from '#kernel/api';
import type { Named } from '#kernel/model';
import type { Asked, ReportItem } from '#reports/model';
import { addUp, type Amounts, type Part } from './base-sums.ts';

/** How many of the largest a report names. */
export const TOP = 50;
const NAMED: Readonly<Record<string, string>> = { ownerId: 'user', teamId: 'team', customerId: 'customer', contractId: 'contract', productId: 'product', warehouseId: 'warehouse', categoryId: 'category' };

/** What is added up of a kind of record, by what, and by the rate of which day. */
export interface Adding<M extends string> {
  readonly kind: string;
  readonly where: Sql;
  /** What it is told by; nothing for one sum over all. */
  readonly key?: Sql;
  /** The day whose rate holds for an amount. */
  readonly on: Sql;
  readonly measures: Readonly<Record<M, Sql>>;
}
/** What a report is added up with: the rates, the currency it is told in, and the day it is. */
export interface Means {
  readonly book: RateBook;
  readonly currency: string;
  readonly only?: string;
  readonly today: string;
}

/** Adds up records that whoever asks may see, in one currency. */
@Injectable()
export class FigureQueries {
  constructor(
    private readonly kernel: Records,
    private readonly rates: Rates,
  ) {}

  async means({ currency: only }: Asked): Promise<Means> {
    const book = await this.rates.book();
    return { book, currency: only ?? book.base, ...(only ? { only } : {}), today: await this.kernel.workspace.today() };
  }

  /** The predicate of what whoever asks may count of a kind. Throws Forbidden when a field the figures are made of is hidden from them. */
  mine(kind: string, made: readonly string[], asked: Asked, alias = 'r'): Sql {
    const table = tableOf(kind);
    demandReadable(table, made);
    const narrow = (['ownerId', 'teamId', 'customerId', 'currency'] as const).flatMap((name) => (asked[name] ? [sql(`${alias}.\`${name}\` = ?`, asked[name])] : []));
    return and(sql(`${alias}.\`deletedKey\` = ''`), scopeOf(table, 'read', alias), reachedBy('report.read', alias), ...narrow);
  }

  /** Sums by key; a record without one counts under ''. */
  async sums<M extends string>(adding: Adding<M>, { book, currency, only }: Means): Promise<Map<string, Amounts<M>>> {
    const names = Object.keys(adding.measures) as M[];
    const measures = names.map((name) => adding.measures[name]);
    const [key, on] = [adding.key ?? sql("''"), sql(`CASE WHEN r.\`currency\` = ? THEN '' ELSE ${adding.on.text} END`, currency, ...adding.on.params)];
    const columns = measures.map(({ text }, at) => `COALESCE(SUM(${text}), 0) AS \`m${at}\``).join(', ');
    const where = adding.where;
    const { rows } = await this.kernel.totals.rows(
      tableOf(adding.kind).table,
      sql(
        `SELECT ${key.text} AS \`by\`, ${on.text} AS \`on\`, r.\`currency\`, COUNT(*) AS \`count\`, ${columns} FROM \`${adding.kind}\` r WHERE ${where.text} GROUP BY \`by\`, \`on\`, r.\`currency\``,
        ...key.params, ...on.params, ...measures.flatMap(({ params }) => params), ...where.params,
      ),
    ); // prettier-ignore
    const parts = rows.map((row): Part<M> => ({
      key: String(row['by'] ?? ''), on: String(row['on']), currency: String(row['currency']), count: Number(row['count']), amounts: Object.fromEntries(names.map((name, at) => [name, Number(row[`m${at}`])])) as Record<M, number>,
    })); // prettier-ignore
    return addUp(parts, names, book, only);
  }

  /** Sums of the largest by a reference, with their names; `first` is the measure that orders them. */
  async largest<M extends string>(column: string, first: M, adding: Adding<M>, means: Means): Promise<(ReportItem & Amounts<M>)[]> {
    const { ids, unsaid } = await this.leaders(column, first, adding, means);
    const among = ids.length > 0 ? isIn(`r.\`${column}\``, ids) : null;
    const nobody = unsaid ? sql(`r.\`${column}\` IS NULL`) : null;
    if (!among && !nobody) return [];
    const where = and(adding.where, among && nobody ? sql(`${among.text} OR ${nobody.text}`, ...among.params) : ((among ?? nobody) as Sql));
    const sums = await this.sums({ ...adding, where, key: sql(`r.\`${column}\``) }, means);
    return this.named(column, [...sums].map(([key, sum]) => ({ key, ...sum })).toSorted((a, b) => b.amounts[first] - a.amounts[first] || b.count - a.count));
  }

  /** Puts the names of records beside their ids, as far as whoever asks may know them. */
  async named<I extends ReportItem>(column: string, items: readonly I[]): Promise<I[]> {
    const names = await this.kernel.names.of(NAMED[column] ?? column, items.flatMap(({ key }) => (key ? [key] : [])));
    return items.map((item) => ({ ...item, of: item.key ? (names.get(item.key) ?? ({ id: item.key, name: '' } as Named)) : null }));
  }

  /** Which are the largest, by about what their amounts are worth today. */
  private async leaders<M extends string>(column: string, first: M, { kind, where, measures }: Adding<M>, { book, only, today }: Means): Promise<{ ids: string[]; unsaid: boolean }> {
    const worths = only ? [] : [...book.worths(today)];
    const worth = worths.length > 1 ? sql(`CASE r.\`currency\` ${worths.map(() => 'WHEN ? THEN ?').join(' ')} ELSE 0 END`, ...worths.flat()) : sql('1');
    const measure = measures[first];
    const { rows } = await this.kernel.totals.rows(
      tableOf(kind).table,
      sql(`SELECT r.\`${column}\` AS \`by\` FROM \`${kind}\` r WHERE ${where.text} GROUP BY r.\`${column}\` ORDER BY SUM(${measure.text} * ${worth.text}) DESC, COUNT(*) DESC LIMIT ${TOP}`, ...where.params, ...measure.params, ...worth.params),
    );
    return { ids: rows.flatMap((row) => (row['by'] ? [String(row['by'])] : [])), unsaid: rows.some((row) => row['by'] === null) };
  }
}
