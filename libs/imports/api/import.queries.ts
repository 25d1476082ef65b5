import { Injectable } from '@nestjs/common';
import { Database, fromStoredMoment, isIn, newId, NotFound, tableOf, UnitOfWork } from '#kernel/api';
import type { EarlierMapping, ImportColumn, ImportKind, ImportMapping, ImportReport, ImportState, ImportView, Reading } from '#imports/model';
import type { RowFault } from './row-reader.ts';
import type { Made } from './writers.ts';

export interface StoredRow {
  readonly line: number;
  readonly cells: readonly string[];
}
export type Outcome = 'created' | 'updated' | 'skipped' | 'error';
interface Changes {
  readonly state?: ImportState;
  readonly done?: number;
  readonly rows?: number;
  readonly reading?: Reading;
  readonly columns?: readonly ImportColumn[];
  readonly mapping?: ImportMapping;
  readonly report?: ImportReport | null;
}
const CHUNK = 500;
const STATED = ['id', 'kind', 'name', 'state', 'rows', 'done', 'reading', 'columns', 'mapping', 'report', 'userId', 'createdAt'].map((name) => `\`${name}\``).join(', ');

interface Remembered {
  readonly position: number;
  readonly line: number;
  readonly kind: string;
  readonly recordId: string;
  readonly version: number;
  readonly name: string;
  /** What changed fields held before; null for a record that was created. */
  readonly before: Record<string, unknown> | null;
}
/** Where imports and their rows are kept, so that a crash loses nothing. */
@Injectable()
export class ImportQueries {
  constructor(
    private readonly db: Database,
    private readonly work: UnitOfWork,
  ) {}

  /** An import without its rows. */
  start(kind: ImportKind, name: string, userId: string, now: string): Promise<string> {
    return this.work.run(async () => {
      const id = newId();
      await this.db.write(
        "INSERT INTO `import` (`id`, `kind`, `name`, `state`, `rows`, `done`, `delimiter`, `columns`, `mapping`, `userId`, `createdAt`) VALUES (?, ?, ?, 'uploaded', 0, 0, '', '[]', '{}', ?, ?)",
        [id, kind, name.slice(0, 200), userId, now],
      );
      return id;
    });
  }
  /** Rows of the file, the first of them at a line. */
  async addRows(id: string, rows: readonly (readonly string[])[], line: number): Promise<void> {
    await this.work.run(() =>
      this.db.write(
        `INSERT INTO \`import_row\` (\`importId\`, \`line\`, \`cells\`) VALUES ${rows.map(() => '(?, ?, ?)').join(', ')}`,
        rows.flatMap((cells, index) => [id, line + index, JSON.stringify(cells)]),
      ),
    );
  }
  async dropRows(id: string): Promise<void> {
    await this.work.run(() => this.db.write('DELETE FROM `import_row` WHERE `importId` = ?', [id]));
  }
  async drop(id: string): Promise<void> {
    await this.dropRows(id);
    await this.work.run(() => this.db.write('DELETE FROM `import` WHERE `id` = ?', [id]));
  }

  /** An import by its id. Throws NotFound. */
  async get(id: string): Promise<ImportView> {
    const [row] = await this.db.read<Record<string, string | number | null>>(`SELECT ${STATED} FROM \`import\` WHERE \`id\` = ?`, [id]);
    if (!row) throw new NotFound();
    return view(row);
  }
  async stateOf(id: string): Promise<ImportState> {
    const [row] = await this.db.read<{ state: ImportState }>('SELECT `state` FROM `import` WHERE `id` = ?', [id]);
    if (!row) throw new NotFound();
    return row.state;
  }
  /** Earlier imports of a kind by somebody that were carried out, latest first. */
  async earlier(kind: ImportKind, userId: string): Promise<EarlierMapping[]> {
    const rows = await this.db.read<Record<string, string>>(
      "SELECT `id`, `name`, `createdAt`, `mapping` FROM `import` WHERE `userId` = ? AND `kind` = ? AND `state` IN ('done', 'cancelled', 'undone') ORDER BY `id` DESC LIMIT 20",
      [userId, kind],
    );
    return rows.map(({ id = '', name = '', createdAt = '', mapping = '{}' }) => ({ id, name, createdAt: fromStoredMoment(createdAt), mapping: JSON.parse(mapping) as ImportMapping }));
  }
  /** The latest fifty, of one user or of all. */
  async list(userId: string | null): Promise<ImportView[]> {
    const rows = await this.db.read<Record<string, string | number | null>>(
      `SELECT ${STATED} FROM \`import\` ${userId ? 'WHERE `userId` = ?' : ''} ORDER BY \`id\` DESC LIMIT 50`,
      userId ? [userId] : [],
    );
    return rows.map(view);
  }

  async set(id: string, changes: Changes): Promise<void> {
    const values = Object.entries(changes).map(([name, value]) => [name, typeof value === 'object' && value !== null ? JSON.stringify(value) : value] as const);
    await this.work.run(() =>
      this.db.write(`UPDATE \`import\` SET ${values.map(([name]) => `\`${name}\` = ?`).join(', ')} WHERE \`id\` = ?`, [...values.map(([, value]) => value), id]),
    );
  }

  /** Rows after a line, in order; `open` leaves out those that were dealt with. */
  async rows(id: string, after: number, { open = false, size = CHUNK } = {}): Promise<StoredRow[]> {
    const rows = await this.db.read<{ line: number; cells: string }>(
      `SELECT \`line\`, \`cells\` FROM \`import_row\` WHERE \`importId\` = ? AND \`line\` > ? ${open ? 'AND `outcome` IS NULL' : ''} ORDER BY \`line\` LIMIT ?`,
      [id, after, size],
    );
    return rows.map(({ line, cells }) => ({ line, cells: JSON.parse(cells) as string[] }));
  }
  /** A row that was not written yet; undefined for any other. */
  async openRow(id: string, line: number): Promise<StoredRow | undefined> {
    const [row] = await this.db.read<{ cells: string }>("SELECT `cells` FROM `import_row` WHERE `importId` = ? AND `line` = ? AND (`outcome` IS NULL OR `outcome` = 'error')", [id, line]);
    return row && { line, cells: JSON.parse(row.cells) as string[] };
  }
  async setCells(id: string, line: number, cells: readonly string[]): Promise<void> {
    await this.db.write('UPDATE `import_row` SET `cells` = ? WHERE `importId` = ? AND `line` = ?', [JSON.stringify(cells), id, line]);
  }
  async outcome(id: string, lines: readonly number[], outcome: Outcome | null, faults: readonly RowFault[] = []): Promise<void> {
    if (lines.length === 0) return;
    const where = isIn('`line`', lines);
    const values = [outcome, faults.length > 0 ? JSON.stringify(faults) : null, id, ...where.params];
    await this.db.write(`UPDATE \`import_row\` SET \`outcome\` = ?, \`faults\` = ? WHERE \`importId\` = ? AND ${where.text}`, values);
  }
  /** Gives rows with something wrong another chance; what was created or skipped stays so. */
  async reopen(id: string): Promise<void> {
    await this.work.run(() => this.db.write('UPDATE `import_row` SET `faults` = NULL, `outcome` = NULL WHERE `importId` = ? AND `faults` IS NOT NULL', [id]));
  }
  async counts(id: string): Promise<Map<string, number>> {
    const rows = await this.db.read<{ outcome: string | null; n: number }>('SELECT `outcome`, COUNT(*) AS `n` FROM `import_row` WHERE `importId` = ? GROUP BY `outcome`', [id]);
    return new Map(rows.map(({ outcome, n }) => [outcome ?? 'open', Number(n)]));
  }
  async faulty(id: string): Promise<number> {
    const [row] = await this.db.read<{ n: number }>('SELECT COUNT(*) AS `n` FROM `import_row` WHERE `importId` = ? AND `faults` IS NOT NULL', [id]);
    return Number(row?.n ?? 0);
  }
  /** Rows with something wrong, in order, a page at a time. */
  async badRows(id: string, after: number): Promise<(StoredRow & { faults: RowFault[] })[]> {
    const rows = await this.db.read<{ line: number; cells: string; faults: string }>(
      'SELECT `line`, `cells`, `faults` FROM `import_row` WHERE `importId` = ? AND `line` > ? AND `faults` IS NOT NULL ORDER BY `line` LIMIT 1000',
      [id, after],
    );
    return rows.map(({ line, cells, faults }) => ({ line, cells: JSON.parse(cells) as string[], faults: JSON.parse(faults) as RowFault[] }));
  }

  /** Remembers what came into being, each with the version it has now. */
  async remember(id: string, made: readonly (Made & { line: number })[]): Promise<void> {
    if (made.length === 0) return;
    const [top] = await this.db.read<{ top: number | null }>('SELECT MAX(`position`) AS `top` FROM `import_record` WHERE `importId` = ?', [id]);
    const versions = await this.versions(made);
    const start = Number(top?.top ?? 0) + 1;
    await this.db.write(
      `INSERT INTO \`import_record\` (\`importId\`, \`position\`, \`line\`, \`kind\`, \`recordId\`, \`version\`, \`name\`, \`before\`) VALUES ${made.map(() => '(?, ?, ?, ?, ?, ?, ?, ?)').join(', ')}`,
      made.flatMap((one, index) => [id, start + index, one.line, one.kind, one.id, versions.get(one.id) ?? 1, one.name.slice(0, 200), one.before ? JSON.stringify(one.before) : null]),
    );
  }
  async records(id: string, size: number): Promise<Remembered[]> {
    const rows = await this.db.read<Omit<Remembered, 'before'> & { before: string | null }>(
      'SELECT `position`, `line`, `kind`, `recordId`, `version`, `name`, `before` FROM `import_record` WHERE `importId` = ? ORDER BY `position` DESC LIMIT ?',
      [id, size],
    );
    return rows.map((row) => ({ ...row, version: Number(row.version), before: row.before === null ? null : (JSON.parse(row.before) as Record<string, unknown>) }));
  }
  async made(id: string): Promise<Record<string, number>> {
    const rows = await this.db.read<{ kind: string; n: number }>('SELECT `kind`, COUNT(*) AS `n` FROM `import_record` WHERE `importId` = ? AND `before` IS NULL GROUP BY `kind`', [id]);
    return Object.fromEntries(rows.map(({ kind, n }) => [kind, Number(n)]));
  }
  async remembered(id: string): Promise<number> {
    const [row] = await this.db.read<{ n: number }>('SELECT COUNT(*) AS `n` FROM `import_record` WHERE `importId` = ?', [id]);
    return Number(row?.n ?? 0);
  }
  async forget(id: string, position: number): Promise<void> {
    await this.db.write('DELETE FROM `import_record` WHERE `importId` = ? AND `position` = ?', [id, position]);
  }

  private async versions(made: readonly Made[]): Promise<Map<string, number>> {
    const versions = new Map<string, number>();
    for (const [kind, own] of Map.groupBy(made, (one) => one.kind)) {
      const rows = await this.db.read<{ id: string; version: number }>(
        `SELECT \`id\`, \`version\` FROM \`${tableOf(kind).table}\` WHERE \`id\` IN (${own.map(() => '?').join(', ')})`,
        own.map((one) => one.id),
      );
      for (const { id, version } of rows) versions.set(id, Number(version));
    }
    return versions;
  }
}

function view(row: Record<string, string | number | null>): ImportView {
  const json = (name: string) => (row[name] === null ? null : (JSON.parse(row[name] as string) as unknown));
  return {
    ...row, rows: Number(row['rows']), done: Number(row['done']), reading: json('reading'), columns: json('columns'), mapping: json('mapping'), report: json('report'),
    createdAt: fromStoredMoment(row['createdAt'] as string),
  } as unknown as ImportView; // prettier-ignore
}
