import { Injectable } from '@nestjs/common';
import { Database, fromStoredMoment, newId, NotFound, Sealing, UnitOfWork } from '#kernel/api';
import type { ImportColumn, ImportKind, ImportMapping, ImportReport, ImportState, ImportView, Reading } from '#imports/model';

/** What an import has done so far. */
export interface Tally {
  /** Rows that were dealt with. */
  readonly rows: number;
  readonly create: number;
  readonly update: number;
  readonly skip: number;
  readonly error: number;
  readonly also: Readonly<Record<string, number>>;
}
export const NOTHING: Tally = { rows: 0, create: 0, update: 0, skip: 0, error: 0, also: {} };

/** An import as it is stored: with how far its run has come. */
export interface StoredImport extends ImportView {
  /** The last line of the file that a run has reached. */
  readonly position: number;
  readonly tally: Tally;
}
interface Changes {
  readonly state?: ImportState;
  readonly done?: number;
  readonly rows?: number;
  readonly position?: number;
  readonly tally?: Tally;
  readonly reading?: Reading;
  readonly columns?: readonly ImportColumn[];
  readonly mapping?: ImportMapping;
  readonly report?: ImportReport | null;
}
type Row = Record<string, string | number | null>;
const VIEW = ['id', 'kind', 'name', 'state', 'rows', 'done', 'reading', 'columns', 'mapping', 'report', 'userId', 'createdAt'];
const STORED = [...VIEW, 'position', 'tally'];
const list = (names: readonly string[]) => names.map((name) => `\`${name}\``).join(', ');
/** What may hold cells of the file. */
const CONFIDENTIAL: readonly string[] = ['columns', 'mapping', 'report'];
const NO_MAPPING: ImportMapping = { source: 'import', mode: 'skip', identity: null, saved: null, columns: [] };

/** Where imports are kept, so that a crash loses nothing. */
@Injectable()
export class ImportQueries {
  constructor(
    private readonly db: Database,
    private readonly work: UnitOfWork,
    private readonly sealing: Sealing,
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
  async drop(id: string): Promise<void> {
    await this.work.run(() => this.db.write('DELETE FROM `import` WHERE `id` = ?', [id]));
  }

  /** An import by its id. Throws NotFound. */
  async get(id: string): Promise<StoredImport> {
    const [row] = await this.db.read<Row>(`SELECT ${list(STORED)} FROM \`import\` WHERE \`id\` = ?`, [id]);
    if (!row) throw new NotFound();
    return { ...this.view(row), position: Number(row['position']), tally: row['tally'] ? (JSON.parse(row['tally'] as string) as Tally) : NOTHING };
  }
  /** The latest fifty before an id, of one user or of all. */
  async list(userId: string | null, before: string | null): Promise<ImportView[]> {
    const where = [userId ? '`userId` = ?' : '', before ? '`id` < ?' : ''].filter(Boolean).join(' AND ');
    const asked = [userId, before].filter((one) => one !== null);
    const rows = await this.db.read<Row>(`SELECT ${list(VIEW)} FROM \`import\` ${where ? `WHERE ${where}` : ''} ORDER BY \`id\` DESC LIMIT 50`, asked);
    return rows.map((row) => this.view(row));
  }

  async set(id: string, changes: Changes): Promise<void> {
    await this.work.run(() => this.write(id, changes, ''));
  }
  /** The same while the import is in a state; false when it is not. */
  async setWhile(state: ImportState, id: string, changes: Changes): Promise<boolean> {
    return (await this.write(id, changes, ` AND \`state\` = '${state}'`)) === 1;
  }
  private async write(id: string, changes: Changes, condition: string): Promise<number> {
    const values = Object.entries(changes).map(([name, value]: [string, unknown]) => (typeof value === 'object' && value !== null ? this.cell(id, name, value) : value));
    const set = Object.keys(changes).map((name) => `\`${name}\` = ?`).join(', ');
    return (await this.db.write(`UPDATE \`import\` SET ${set} WHERE \`id\` = ?${condition}`, [...values, id])).affected;
  }

  private cell = (id: string, name: string, value: unknown) => (CONFIDENTIAL.includes(name) ? this.sealing.close('import', name, id, value) : JSON.stringify(value));
  private view(row: Row): ImportView {
    const json = (name: string) => (row[name] === null ? null : this.sealing.read<unknown>('import', name, row['id'] as string, row[name] as string, name === 'mapping' ? NO_MAPPING : name === 'columns' ? [] : null));
    const told = Object.fromEntries(VIEW.map((name) => [name, row[name]]));
    return {
      ...told, rows: Number(row['rows']), done: Number(row['done']), reading: json('reading'), columns: json('columns'), mapping: json('mapping'), report: json('report'),
      createdAt: fromStoredMoment(row['createdAt'] as string),
    } as unknown as ImportView; // prettier-ignore
  }
}

/** An import as it is told: how far its run has come is its own affair. */
export const viewOf = (stored: StoredImport): ImportView => Object.fromEntries(VIEW.map((name) => [name, stored[name as keyof ImportView]])) as unknown as ImportView;
