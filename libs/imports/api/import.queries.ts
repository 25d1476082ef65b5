import { Injectable } from '@nestjs/common';
import { Database, fromStoredMoment, newId, NotFound, tableOf, UnitOfWork } from '#kernel/api';
import type { ImportColumn, ImportKind, ImportMapping, ImportReport, ImportState, ImportView } from '#imports/model';
import type { CsvFile } from './csv.ts';
import type { RowFault } from './row-reader.ts';
import type { Made } from './writers.ts';

export interface StoredRow {
  readonly line: number;
  readonly cells: readonly string[];
}
export type Outcome = 'created' | 'skipped' | 'error';
const CHUNK = 200;
const STATED = ['id', 'kind', 'name', 'state', 'rows', 'done', 'delimiter', 'columns', 'mapping', 'report', 'userId', 'createdAt'].map((name) => `\`${name}\``).join(', ');

/** Where imports and their rows are kept, so that a crash loses nothing. */
@Injectable()
export class ImportQueries {
  constructor(
    private readonly db: Database,
    private readonly work: UnitOfWork,
  ) {}

  add(kind: ImportKind, name: string, file: CsvFile, columns: readonly ImportColumn[], mapping: ImportMapping, userId: string, now: string): Promise<string> {
    return this.work.run(async () => {
      const id = newId();
      await this.db.write(
        "INSERT INTO `import` (`id`, `kind`, `name`, `state`, `rows`, `done`, `delimiter`, `columns`, `mapping`, `userId`, `createdAt`) VALUES (?, ?, ?, 'uploaded', ?, 0, ?, ?, ?, ?, ?)",
        [id, kind, name, file.rows.length, file.delimiter, JSON.stringify(columns), JSON.stringify(mapping), userId, now],
      );
      for (let start = 0; start < file.rows.length; start += CHUNK) {
        const part = file.rows.slice(start, start + CHUNK);
        await this.db.write(
          `INSERT INTO \`import_row\` (\`importId\`, \`line\`, \`cells\`) VALUES ${part.map(() => '(?, ?, ?)').join(', ')}`,
          part.flatMap((cells, index) => [id, start + index + 2, JSON.stringify(cells)]),
        );
      }
      return id;
    });
  }

  /** An import by its id. Throws NotFound. */
  async get(id: string): Promise<ImportView> {
    const [row] = await this.db.read<Record<string, string | number | null>>(`SELECT ${STATED} FROM \`import\` WHERE \`id\` = ?`, [id]);
    if (!row) throw new NotFound();
    return view(row);
  }
  /** The latest fifty, of one user or of all. */
  async list(userId: string | null): Promise<ImportView[]> {
    const rows = await this.db.read<Record<string, string | number | null>>(
      `SELECT ${STATED} FROM \`import\` ${userId ? 'WHERE `userId` = ?' : ''} ORDER BY \`id\` DESC LIMIT 50`,
      userId ? [userId] : [],
    );
    return rows.map(view);
  }

  async set(id: string, changes: { state?: ImportState; done?: number; mapping?: ImportMapping; report?: ImportReport | null }): Promise<void> {
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
  async outcome(id: string, line: number, outcome: Outcome | null, faults: readonly RowFault[] = []): Promise<void> {
    await this.db.write('UPDATE `import_row` SET `outcome` = ?, `faults` = ? WHERE `importId` = ? AND `line` = ?', [outcome, faults.length > 0 ? JSON.stringify(faults) : null, id, line]);
  }
  /** Gives rows with something wrong another chance; what was created or skipped stays so. */
  async reopen(id: string): Promise<void> {
    await this.work.run(() => this.db.write('UPDATE `import_row` SET `faults` = NULL, `outcome` = NULL WHERE `importId` = ? AND `faults` IS NOT NULL', [id]));
  }
  async counts(id: string): Promise<Map<string, number>> {
    const rows = await this.db.read<{ outcome: string | null; n: number }>('SELECT `outcome`, COUNT(*) AS `n` FROM `import_row` WHERE `importId` = ? GROUP BY `outcome`', [id]);
    return new Map(rows.map(({ outcome, n }) => [outcome ?? 'open', Number(n)]));
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
      `INSERT INTO \`import_record\` (\`importId\`, \`position\`, \`line\`, \`kind\`, \`recordId\`, \`version\`, \`name\`) VALUES ${made.map(() => '(?, ?, ?, ?, ?, ?, ?)').join(', ')}`,
      made.flatMap((one, index) => [id, start + index, one.line, one.kind, one.id, versions.get(one.id) ?? 1, one.name.slice(0, 200)]),
    );
  }
  records(id: string, size: number): Promise<{ position: number; line: number; kind: string; recordId: string; version: number; name: string }[]> {
    return this.db.read('SELECT `position`, `line`, `kind`, `recordId`, `version`, `name` FROM `import_record` WHERE `importId` = ? ORDER BY `position` DESC LIMIT ?', [id, size]);
  }
  async made(id: string): Promise<Record<string, number>> {
    const rows = await this.db.read<{ kind: string; n: number }>('SELECT `kind`, COUNT(*) AS `n` FROM `import_record` WHERE `importId` = ? GROUP BY `kind`', [id]);
    return Object.fromEntries(rows.map(({ kind, n }) => [kind, Number(n)]));
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
    ...row, rows: Number(row['rows']), done: Number(row['done']), columns: json('columns'), mapping: json('mapping'), report: json('report'),
    createdAt: fromStoredMoment(row['createdAt'] as string),
  } as unknown as ImportView; // prettier-ignore
}
