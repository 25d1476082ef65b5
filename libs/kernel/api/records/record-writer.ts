import type { Change } from '#kernel/model';
import { currentPrincipal } from '../access/context.ts';
import { DuplicateKey } from '../database/driver-errors.ts';
import { newId } from '../database/ids.ts';
import { uniqueName } from '../database/names.ts';
import { RECORD_UNIQUE } from '../database/table-shape.ts';
import { Taken } from '../http/problems.ts';
import { WHOLE } from './audit.ts';
import { writeChildren } from './children.ts';
import type { Records } from './records.ts';
import { toStoredMoment, type Row } from './row.ts';
import { scopeOf } from './scope.ts';
import { blindColumnsOf } from './sealed-columns.ts';
import { isIn } from './sql.ts';
import { searchText } from './search-text.ts';
import { childTable, type RecordTableInfo } from './table.ts';

const SILENT = new Set(['id', 'version', 'createdAt', 'createdById', 'updatedAt', 'updatedById']);
const isEmpty = (value: unknown) => value === null || (Array.isArray(value) && value.length === 0);
const same = (a: unknown, b: unknown) => a === b || JSON.stringify(a) === JSON.stringify(b);

/** Writes the records of one kind: the row, its lists, its search text and its audit, in one unit of work. */
export class RecordWriter {
  constructor(
    private readonly table: RecordTableInfo,
    private readonly kernel: Records,
  ) {}

  /** What a record is born with. */
  birth(): Row {
    const now = this.kernel.clock.now().toISOString();
    const { id } = currentPrincipal();
    return { id: newId(), version: 1, createdAt: now, createdById: id, updatedAt: now, updatedById: id, deletedAt: null };
  }

  /** The primary team of somebody. */
  async teamOf(userId: string | null): Promise<string | null> {
    const me = currentPrincipal();
    if (userId === null || userId === me.id) return userId === null ? null : me.teamId;
    const [user] = await this.kernel.db.read<{ teamId: string | null }>('SELECT `primaryTeamId` AS `teamId` FROM `user` WHERE `id` = ?', [userId]);
    return user?.teamId ?? null;
  }

  /** Inserts records, their lists and their audit. Throws Taken. */
  async insert(records: readonly Row[]): Promise<void> {
    const { table, columns } = this.table;
    const { sealing } = this.kernel;
    const names = [...columns.flatMap((field) => sealing.columnsOf(field)), 'deletedKey', 'custom', 'searchText'];
    const rows = records.map((record) => [...columns.flatMap((field) => sealing.cells(this.table, field, record['id'] as string, record[field.name])), '', '{}', this.searchText(record)]);
    for (const record of records) await this.demandFree(record);
    await this.guarded(() => this.kernel.db.insert(table, names, rows));
    for (const field of [...this.table.texts, ...this.table.lines]) await writeChildren(this.kernel, this.table, field, records, true);
    for (const record of records) {
      const told: Row = {};
      for (const name of Object.keys(record)) if (!SILENT.has(name) && !isEmpty(record[name])) told[name] = record[name];
      this.note('create', record['id'] as string, [{ field: WHOLE, old: null, new: told }]);
    }
  }

  /** Compare-and-set of what differs; `after` gets its new version. False when somebody else was faster. */
  async update(before: Row, after: Row, verb: string, action: string): Promise<boolean> {
    const { table, columns, texts, lines } = this.table;
    const id = before['id'] as string;
    const changed = columns.filter(({ name }) => !SILENT.has(name) && !same(before[name], after[name]));
    const lists = [...texts, ...lines].filter(({ name }) => !same(before[name], after[name]));
    if (changed.length + lists.length === 0) return true;
    const { sealing } = this.kernel;
    const set = new Map<string, unknown>(changed.flatMap((field) => {
      const cells = sealing.cells(this.table, field, id, after[field.name]);
      return sealing.columnsOf(field).map((name, index) => [name, cells[index]] as const);
    })); // prettier-ignore
    await this.demandFree(after);
    set.set('version', (before['version'] as number) + 1);
    const [now, by] = [this.kernel.clock.now().toISOString(), currentPrincipal().id];
    set.set('updatedAt', toStoredMoment(now));
    set.set('updatedById', by);
    set.set('deletedKey', after['deletedAt'] ? id : '');
    set.set('searchText', this.searchText(after));
    const scope = scopeOf(this.table, verb);
    const { affected } = await this.guarded(() =>
      this.kernel.db.write(
        `UPDATE \`${table}\` AS r SET ${[...set.keys()].map((name) => `\`${name}\` = ?`).join(', ')} WHERE r.\`id\` = ? AND r.\`version\` = ? AND (${scope.text})`,
        [...set.values(), id, before['version'], ...scope.params],
      ),
    );
    if (affected !== 1) return false;
    for (const field of lists) await writeChildren(this.kernel, this.table, field, [after], false);
    const told = [...changed, ...lists].map(({ name }): Change => ({ field: name, old: before[name] ?? null, new: after[name] ?? null }));
    this.note(action, id, told);
    Object.assign(after, { version: set.get('version'), updatedAt: now, updatedById: by });
    return true;
  }

  /** Deletes rows and their lists. */
  async purge(ids: readonly string[]): Promise<void> {
    const lists = [...this.table.texts, ...this.table.lines].map(({ name }) => [childTable(this.table.table, name), '`recordId`'] as const);
    for (const [table, column] of [...lists, [this.table.table, '`id`'] as const]) {
      const where = isIn(column, ids);
      await this.kernel.db.write(`DELETE FROM \`${table}\` WHERE ${where.text}`, [...where.params]);
    }
    for (const id of ids) this.note('purge', id, [{ field: WHOLE, old: null, new: null }]);
  }

  private note(action: string, id: string, changes: Change[]): void {
    const { info, table, columns, texts } = this.table;
    this.kernel.audit.note(`${info.name}.${action}`, info.name, id, this.kernel.sealing.noted(info.name, [...columns, ...texts], id, changes));
    const dropped = this.kernel.work.memo(DROPPED, () => new Set<string>());
    if (dropped.has(table)) return;
    dropped.add(table);
    this.kernel.names.drop(table);
    this.kernel.work.afterCommit(() => {
      this.kernel.totals.drop(table);
      this.kernel.names.drop(table);
    });
  }

  /** While the key of the blind indexes is changed, a value may stand under the old one and under the new one: no index sees both. */
  private async demandFree(record: Row): Promise<void> {
    for (const field of this.table.columns) {
      const { blind } = blindColumnsOf(field);
      const value = record[field.name];
      if (!blind || typeof value !== 'string' || !this.table.unique?.some((columns) => columns.includes(blind))) continue;
      const hashes = this.kernel.sealing.blindsOf(this.table, field, value);
      if (hashes.length < 2) continue;
      const found = await this.kernel.db.read(`SELECT 1 FROM \`${this.table.table}\` WHERE \`${blind}\` IN (${hashes.map(() => '?').join(', ')}) AND \`deletedKey\` = '' AND \`id\` <> ?`, [...hashes, record['id']]);
      if (found.length > 0) throw new Taken(`/${field.name}`);
    }
  }

  private searchText(record: Row): string {
    return searchText(this.table.info.search.flatMap((name) => record[name]));
  }

  private async guarded<T>(write: () => Promise<T>): Promise<T> {
    try {
      return await write();
    } catch (error) {
      if (!(error instanceof DuplicateKey)) throw error;
      const keys = [...(this.table.unique ?? []), ...RECORD_UNIQUE];
      const hit = keys.find((columns) => [this.key(columns), this.key([...columns, 'deletedKey'])].includes(error.constraint));
      throw new Taken(`/${(hit?.find((name) => name !== 'externalSource' && name !== 'deletedKey') ?? '').replace(/Blind$/, '')}`);
    }
  }
  private key = (columns: readonly string[]) => uniqueName(this.table.table, columns);
}
const DROPPED = Symbol('dropped totals');
