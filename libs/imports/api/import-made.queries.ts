import { Injectable } from '@nestjs/common';
import { Database, Sealing, tableOf } from '#kernel/api';
import type { ImportResult } from '#imports/model';
import type { Undone } from './import-undo.ts';
import type { Made } from './writers.ts';

/** A record an import created or changed, by the row it came from. */
export interface Remembered {
  readonly line: number;
  readonly kind: string;
  readonly id: string;
  /** The version it had then. */
  readonly version: number;
  readonly name: string;
  /** What changed fields held before; absent for a record that was created. */
  readonly before?: Record<string, unknown>;
  /** What was written besides the record itself. */
  readonly told?: Record<string, unknown>;
}
export interface MadeBatch {
  readonly position: number;
  readonly records: readonly Remembered[];
}

/** More than any batch holds. */
const SPAN = 100_000;
const PAGE = 100;
const told = (one: Remembered | Undone, place: number): ImportResult =>
  'result' in one ? { ...one, place } : { place, line: one.line, kind: one.kind, id: one.id, name: one.name, result: one.before ? 'changed' : 'created', reason: null };

/** What imports brought into being, a batch at a time, so that it can be taken back. */
@Injectable()
export class ImportMadeQueries {
  constructor(
    private readonly db: Database,
    private readonly sealing: Sealing,
  ) {}

  /** Where the next batch goes. */
  async next(id: string): Promise<number> {
    const [row] = await this.db.read<{ top: number | null }>('SELECT MAX(`position`) AS `top` FROM `import_made` WHERE `importId` = ?', [id]);
    return Number(row?.top ?? 0) + 1;
  }
  /** Remembers what came into being, each with the version it has now. */
  async remember(id: string, position: number, made: readonly (Made & { line: number })[]): Promise<void> {
    if (made.length === 0) return;
    const versions = await this.versions(made.filter(({ version }) => version === undefined));
    const records = made.map(({ line, kind, id: own, name, before, version, told: wrote }): Remembered => ({
      line, kind, id: own, version: version ?? versions.get(own) ?? 1, name: name.slice(0, 200), ...(before ? { before } : {}), ...(wrote ? { told: wrote } : {}),
    })); // prettier-ignore
    await this.db.insert('import_made', ['importId', 'position', 'records'], [[id, position, this.close(id, position, records)]]);
  }
  /** The last batch that was not taken back. */
  async last(id: string): Promise<MadeBatch | null> {
    const [row] = await this.db.read<{ position: number; records: string }>('SELECT `position`, `records` FROM `import_made` WHERE `importId` = ? ORDER BY `position` DESC LIMIT 1', [id]);
    return row ? { position: Number(row.position), records: this.sealing.read<Remembered[]>('import_made', 'records', `${id}/${row.position}`, row.records, []) } : null;
  }
  /** Keeps the first records of a batch alone. */
  async keep(id: string, position: number, records: readonly Remembered[]): Promise<void> {
    const at = 'WHERE `importId` = ? AND `position` = ?';
    if (records.length === 0) await this.db.write(`DELETE FROM \`import_made\` ${at}`, [id, position]);
    else await this.db.write(`UPDATE \`import_made\` SET \`records\` = ? ${at}`, [this.close(id, position, records), id, position]);
  }

  /** Remembers what became of records that were to be taken back. */
  async settle(id: string, results: readonly Undone[]): Promise<void> {
    const [row] = await this.db.read<{ top: number | null }>('SELECT MAX(`position`) AS `top` FROM `import_undone` WHERE `importId` = ?', [id]);
    const position = Number(row?.top ?? 0) + 1;
    const kept = results.filter(({ result }) => result === 'kept').length;
    await this.db.insert('import_undone', ['importId', 'position', 'kept', 'results'], [[id, position, kept, this.sealing.close('import_undone', 'results', `${id}/${position}`, results)]]);
  }

  /** A page of the records an import wrote that were not taken back, or of what became of those that were: the latest before a place. */
  async results(id: string, undone: boolean, kept: boolean, before: number): Promise<ImportResult[]> {
    const found: ImportResult[] = [];
    const [table, column] = undone ? ['import_undone', 'results'] : ['import_made', 'records'];
    for (let at = before; found.length < PAGE; ) {
      const [row] = await this.db.read<{ position: number; told: string }>(
        `SELECT \`position\`, \`${column}\` AS \`told\` FROM \`${table}\` WHERE \`importId\` = ? AND \`position\` <= ? ${kept ? 'AND `kept` > 0' : ''} ORDER BY \`position\` DESC LIMIT 1`,
        [id, Math.ceil(at / SPAN) - 1],
      );
      if (!row) break;
      const own = this.sealing.read<(Remembered | Undone)[]>(table, column, `${id}/${row.position}`, row.told, []).map((one, index) => told(one, Number(row.position) * SPAN + index));
      found.push(...own.filter(({ place, result }) => place < at && (!kept || result === 'kept')).toReversed());
      at = Number(row.position) * SPAN;
    }
    return found.slice(0, PAGE);
  }

  private close = (id: string, position: number, records: readonly Remembered[]) => this.sealing.close('import_made', 'records', `${id}/${position}`, records);

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
