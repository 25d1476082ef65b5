import { Injectable } from '@nestjs/common';
import { Database, isIn, Sealing, UnitOfWork } from '#kernel/api';
import type { RowFault } from './row-reader.ts';

type Cells = readonly string[];
export interface StoredRow {
  readonly line: number;
  readonly cells: Cells;
}
/** A row that is not like the others: something is wrong with it, or without faults it waits for its turn. */
export interface Finding extends StoredRow {
  readonly faults: readonly RowFault[];
}
const PAGE = 500;

/** The rows of a file in blocks, and what was found out about single ones. */
@Injectable()
export class ImportRowQueries {
  constructor(
    private readonly db: Database,
    private readonly work: UnitOfWork,
    private readonly sealing: Sealing,
  ) {}

  /** Rows of the file, the first of them at a line. */
  async add(id: string, rows: readonly Cells[], line: number): Promise<void> {
    await this.work.run(() => this.db.insert('import_block', ['importId', 'line', 'cells'], [[id, line, this.sealing.close('import_block', 'cells', `${id}/${line}`, rows)]]));
  }
  async drop(id: string): Promise<void> {
    await this.work.run(async () => {
      await this.db.write('DELETE FROM `import_block` WHERE `importId` = ?', [id]);
      await this.db.write('DELETE FROM `import_finding` WHERE `importId` = ?', [id]);
    });
  }

  /** The rows after a line, a block at a time. */
  async *after(id: string, line: number): AsyncGenerator<StoredRow[]> {
    const inside = await this.block(id, line + 1);
    if (inside) yield inside.rows.filter((row) => row.line > line);
    let last = Math.max(line, inside?.rows.at(-1)?.line ?? 0);
    for (;;) {
      const [block] = await this.db.read<Stored>('SELECT `line`, `cells` FROM `import_block` WHERE `importId` = ? AND `line` > ? ORDER BY `line` LIMIT 1', [id, last]);
      if (!block) return;
      const rows = this.rowsOf(id, block);
      yield rows;
      last = rows.at(-1)?.line ?? last;
    }
  }
  /** Rows that wait for their turn, in order, a page at a time. */
  async *waiting(id: string): AsyncGenerator<StoredRow[]> {
    for (let last = 0; ; ) {
      const rows = await this.findings(id, last, 'AND `faults` IS NULL', PAGE);
      if (rows.length === 0) return;
      yield rows;
      last = rows.at(-1)?.line ?? last;
    }
  }
  /** Rows with something wrong after a line, in order. */
  bad(id: string, after: number, size = 1000): Promise<Finding[]> {
    return this.findings(id, after, 'AND `faults` IS NOT NULL', size);
  }
  async badCount(id: string): Promise<number> {
    const [row] = await this.db.read<{ n: number }>('SELECT COUNT(*) AS `n` FROM `import_finding` WHERE `importId` = ? AND `faults` IS NOT NULL', [id]);
    return Number(row?.n ?? 0);
  }
  /** Which of these lines something is wrong with. */
  async badAmong(id: string, lines: readonly number[]): Promise<Set<number>> {
    const where = isIn('`line`', lines);
    const rows = await this.db.read<{ line: number }>(`SELECT \`line\` FROM \`import_finding\` WHERE \`importId\` = ? AND \`faults\` IS NOT NULL AND ${where.text}`, [id, ...where.params]);
    return new Set(rows.map(({ line }) => Number(line)));
  }
  /** A row; null when there is none, or when it was dealt with up to the position and nothing was wrong with it. */
  async open(id: string, line: number, position: number): Promise<StoredRow | null> {
    const [found] = await this.findings(id, line - 1, 'AND `line` <= ?', 1, [line]);
    if (found || line <= position) return found ?? null;
    return (await this.block(id, line))?.rows.find((row) => row.line === line) ?? null;
  }

  /** Puts the cells of a row right. */
  async setCells(id: string, line: number, cells: Cells): Promise<void> {
    const block = await this.block(id, line);
    if (!block) return;
    const rows = block.rows.map((row) => (row.line === line ? cells : row.cells));
    await this.db.write('UPDATE `import_block` SET `cells` = ? WHERE `importId` = ? AND `line` = ?', [this.sealing.close('import_block', 'cells', `${id}/${block.line}`, rows), id, block.line]);
  }
  /** Notes what is to be known about rows; those of `again` were noted before. */
  async note(id: string, findings: readonly Finding[], again: readonly number[] = []): Promise<void> {
    if (again.length > 0) {
      const where = isIn('`line`', again);
      await this.db.write(`DELETE FROM \`import_finding\` WHERE \`importId\` = ? AND ${where.text}`, [id, ...where.params]);
    }
    if (findings.length === 0) return;
    const rows = findings.map(({ line, cells, faults }) => [id, line, this.close('cells', id, line, cells), faults.length > 0 ? this.close('faults', id, line, faults) : null]);
    await this.db.insert('import_finding', ['importId', 'line', 'cells', 'faults'], rows);
  }
  /** Gives rows with something wrong another chance; answers how many of those a run had reached. */
  async reopen(id: string, position: number): Promise<number> {
    await this.db.write('DELETE FROM `import_finding` WHERE `importId` = ? AND `line` > ?', [id, position]);
    return (await this.db.write('UPDATE `import_finding` SET `faults` = NULL WHERE `importId` = ? AND `faults` IS NOT NULL', [id])).affected;
  }

  private async findings(id: string, after: number, which: string, size: number, more: readonly number[] = []): Promise<Finding[]> {
    const rows = await this.db.read<Stored & { faults: string | null }>(
      `SELECT \`line\`, \`cells\`, \`faults\` FROM \`import_finding\` WHERE \`importId\` = ? AND \`line\` > ? ${which} ORDER BY \`line\` LIMIT ?`,
      [id, after, ...more, size],
    );
    return rows.map(({ line, cells, faults }) => ({ line: Number(line), cells: this.read<string[]>('cells', id, line, cells), faults: faults === null ? [] : this.read<RowFault[]>('faults', id, line, faults) }));
  }
  /** The block a line is in. */
  async block(id: string, line: number): Promise<{ line: number; rows: StoredRow[] } | null> {
    const [block] = await this.db.read<Stored>('SELECT `line`, `cells` FROM `import_block` WHERE `importId` = ? AND `line` <= ? ORDER BY `line` DESC LIMIT 1', [id, line]);
    const rows = block ? this.rowsOf(id, block) : [];
    return block && (rows.at(-1)?.line ?? 0) >= line ? { line: Number(block.line), rows } : null;
  }

  private close = (column: string, id: string, line: number, value: unknown) => this.sealing.close('import_finding', column, `${id}/${line}`, value);
  private read = <T extends unknown[]>(column: string, id: string, line: number, stored: string) => this.sealing.read<T>('import_finding', column, `${id}/${line}`, stored, [] as unknown as T);
  private rowsOf(id: string, { line, cells }: Stored): StoredRow[] {
    return this.sealing.read<string[][]>('import_block', 'cells', `${id}/${line}`, cells, []).map((own, index) => ({ line: Number(line) + index, cells: own }));
  }
}

interface Stored {
  readonly line: number;
  readonly cells: string;
}
