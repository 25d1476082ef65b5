import { fieldsOf, isListed, parseListQuery, recordOf, type Change, type Class, type Field, type HistoryEntry, type ListQuery, type Page, type RecordView } from '#kernel/model';
import { reachOf } from '../access/context.ts';
import { Forbidden, Invalid, NotFound } from '../http/problems.ts';
import { readChildren } from './children.ts';
import { readCursor, writeCursor } from './cursor.ts';
import { afterCursor, conditionsOf, orderOf } from './list-sql.ts';
import { isBlank, maskFields, readable, visible, visibleFields, withoutHidden } from './field-rights.ts';
import { joinedNames } from './joined-names.ts';
import type { Records } from './records.ts';
import { ACTOR } from './references.ts';
import { fromRow, type Row } from './row.ts';
import { scopeOf, type Span } from './scope.ts';
import { and, isIn, sql, TRUE, type Sql } from './sql.ts';
import { tableOf, type RecordTableInfo } from './table.ts';

/** Reads the records of one kind, within the scope of whoever asks. */
export class RecordReader<V extends RecordView> {
  constructor(
    private readonly table: RecordTableInfo,
    private readonly kernel: Records,
  ) {}

  /** A list as its address asks for it. Throws Invalid with the parameter as pointer. */
  parse(query: Record<string, unknown>): ListQuery {
    const { query: parsed, faults } = parseListQuery(
      this.table.entity, query, (name) => readable(this.table, name), (name) => visible(this.table, name),
    ); // prettier-ignore
    if (faults.length > 0) throw new Invalid(faults);
    return parsed;
  }

  /** The predicate of a list: what it asks for, within the scope. */
  async where(query: ListQuery): Promise<Sql> {
    return and(this.scope(query, 'all'), await this.conditions(query));
  }
  private scope(query: ListQuery, span: Span): Sql {
    return scopeOf(this.table, query.deleted ? 'delete' : 'read', 'r', span);
  }
  private async conditions(query: ListQuery): Promise<Sql> {
    const calendar = { ...(await this.kernel.workspace.calendar()), database: this.kernel.db.kind };
    const asked = await Promise.all(query.asks.map((name) => this.kernel.asks.get(`${this.table.info.name}.${name}`)?.() ?? TRUE));
    return and(conditionsOf(this.table, query, calendar, this.kernel.sealing), ...asked);
  }

  async list(query: Record<string, unknown>, within: Sql = TRUE): Promise<Page<V>> {
    const asked = this.parse(query);
    const wanted = and(await this.conditions(asked), within);
    return { ...(await this.rows(asked, and(this.scope(asked, 'page'), wanted))), ...(await this.kernel.totals.count(this.table.table, and(this.scope(asked, 'all'), wanted))) };
  }
  async page(query: Record<string, unknown>, within: Sql = TRUE): Promise<{ items: V[]; next: string | null }> {
    const asked = this.parse(query);
    return this.rows(asked, and(this.scope(asked, 'page'), await this.conditions(asked), within));
  }

  private async rows(asked: ListQuery, where: Sql): Promise<{ items: V[]; next: string | null }> {
    const page = and(where, afterCursor(asked, readCursor(asked.after)));
    const { table } = this.table;
    const wanted = (field: Field) => isListed(field) && (asked.fields?.some(({ name }) => name === field.name) ?? true);
    const [columns, texts] = [this.table.columns.filter(wanted), this.table.texts.filter(wanted)];
    const read = columns.includes(asked.sort.field) ? columns : [...columns, asked.sort.field];
    const order = orderOf(asked);
    const names = joinedNames(columns.filter(({ name }) => readable(this.table, name)));
    const rows = await this.kernel.db.read(
      `SELECT ${read.map(({ name }) => `r.\`${name}\``).join(', ')}${names.columns} FROM (SELECT r.\`id\` FROM \`${table}\` r WHERE ${page.text} ORDER BY ${order} LIMIT ?) k
       JOIN \`${table}\` r ON r.\`id\` = k.\`id\` ${names.joins.text} ORDER BY ${order}`,
      [...page.params, asked.size + 1, ...names.joins.params],
    );
    const shown = rows.slice(0, asked.size);
    const last = shown.at(-1);
    const next = rows.length > asked.size && last ? writeCursor({ value: last[asked.sort.field.name], id: last['id'] as string }) : null;
    const items = shown.map((row) => fromRow(columns, row));
    items.forEach((item, index) => names.put(shown[index] as Row, item));
    const blank = columns.filter((field) => isBlank(this.table, field));
    for (const item of items) for (const { name } of blank) item[name] = null;
    await this.kernel.sealing.open(this.table, columns, items);
    await readChildren(this.kernel, this.table, items, texts);
    await this.complete(items, columns, []);
    return { items: items as unknown as V[], next };
  }

  /** A few fields of the newest records that a predicate holds for. */
  async heads(names: readonly string[], within: Sql, size: number, scope: Sql = scopeOf(this.table, 'read')): Promise<Row[]> {
    const fields = this.table.columns.filter(({ name }) => names.includes(name));
    const where = and(sql("r.`deletedKey` = ''"), scope, within);
    const rows = await this.kernel.db.read(
      `SELECT ${fields.map(({ name }) => `r.\`${name}\``).join(', ')} FROM \`${this.table.table}\` r WHERE ${where.text} ORDER BY r.\`createdAt\` DESC, r.\`id\` DESC LIMIT ?`,
      [...where.params, size],
    );
    const items = rows.map((row) => fromRow(fields, row));
    await this.kernel.sealing.open(this.table, fields, items);
    maskFields(this.table, items);
    await this.kernel.references.name(visibleFields(this.table, fields), items);
    return items;
  }

  /** A record, living and within the scope. Throws NotFound for any other. */
  async get(id: string): Promise<V> {
    const record = await this.load(id, scopeOf(this.table, 'read'));
    return this.named(record);
  }

  /** A record with its lists, without the names of what it points at. */
  async load(id: string, scope: Sql, deleted = false): Promise<Row> {
    const living = deleted ? TRUE : sql("r.`deletedKey` = ''");
    const where = and(sql('r.`id` = ?', id), living, scope);
    const columns = this.table.columns.map(({ name }) => `r.\`${name}\``).join(', ');
    const [row] = await this.kernel.db.read(`SELECT ${columns} FROM \`${this.table.table}\` r WHERE ${where.text}`, [...where.params]);
    if (!row) throw new NotFound();
    const record = fromRow(this.table.columns, row);
    await this.kernel.sealing.open(this.table, this.table.columns, [record]);
    await readChildren(this.kernel, this.table, [record], [...this.table.texts, ...this.table.lines]);
    return record;
  }

  /** Lets nobody else change a record until the unit of work is over, and reads it as it is now. Throws NotFound beyond what the principal may see. */
  async lock(id: string): Promise<Row> {
    const lock = this.kernel.db.kind === 'sqlite' ? '' : ' FOR UPDATE';
    await this.kernel.db.meet(`${this.table.table} ${id}`);
    await this.kernel.db.read(`SELECT 1 FROM \`${this.table.table}\` WHERE \`id\` = ?${lock}`, [id]);
    return this.load(id, scopeOf(this.table, 'read'));
  }

  /** Throws Forbidden when a record that may be read is out of reach for a verb. */
  async demand(id: string, verb: string): Promise<void> {
    const [scope, read] = [scopeOf(this.table, verb), scopeOf(this.table, 'read')];
    if (scope === TRUE || (scope.text === read.text && String(scope.params) === String(read.params))) return;
    const where = and(sql('r.`id` = ?', id), scope);
    const rows = await this.kernel.db.read(`SELECT 1 FROM \`${this.table.table}\` r WHERE ${where.text}`, [...where.params]);
    if (rows.length === 0) throw new Forbidden(`${this.table.info.name}.${verb}`);
  }

  async named(record: Row): Promise<V> {
    await this.complete([record], this.table.columns, this.table.lines);
    return record as unknown as V;
  }

  /** Leaves out what is hidden, masks what is masked, and names what records and their lines point at. */
  private async complete(records: Row[], columns: readonly Field[], lines: readonly Field[]): Promise<void> {
    maskFields(this.table, records);
    await this.kernel.references.name(visibleFields(this.table, columns), records);
    for (const { name, line } of visibleFields(this.table, lines)) {
      if (line) await this.kernel.references.name(fieldsOf(line), records.flatMap((record) => record[name] as Row[]));
    }
  }

  /** Changes of records of this kind, as far as whoever asks may know them. */
  told(changes: readonly Change[]): Change[] {
    return withoutHidden(this.table, changes);
  }
  /** Which of these records whoever asks may see, the deleted ones too. */
  async visible(ids: readonly string[]): Promise<Set<string>> {
    if (!reachOf(`${this.table.info.name}.read`) || ids.length === 0) return new Set();
    const where = and(isIn('r.`id`', ids), scopeOf(this.table, 'read'));
    const rows = await this.kernel.db.read<{ id: string }>(`SELECT r.\`id\` FROM \`${this.table.table}\` r WHERE ${where.text}`, [...where.params]);
    return new Set(rows.map(({ id: own }) => own));
  }

  async history(id: string, after: string | null): Promise<{ items: HistoryEntry[]; next: string | null }> {
    await this.load(id, scopeOf(this.table, 'read'), true);
    const { items, next } = await this.kernel.audit.history(this.table.info.name, id, after);
    const actors = items.map((item) => ({ ...item, changes: this.kernel.sealing.openChanges(this.table.info.name, id, this.told(item.changes)) })) as unknown as Row[];
    await this.kernel.references.name(ACTOR, actors);
    return { items: actors as unknown as HistoryEntry[], next };
  }
}

/** Reads records of a kind beside its store, within the same scope: for boards and reports. */
export const recordReaderOf = <V extends RecordView>(entity: Class<V>, kernel: Records): RecordReader<V> =>
  new RecordReader<V>(tableOf(recordOf(entity).name), kernel);
