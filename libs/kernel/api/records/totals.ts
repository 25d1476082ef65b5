import { Injectable } from '@nestjs/common';
import { Clock } from '../clock.ts';
import { Database } from '../database/database.ts';
import { Recent } from '../recent.ts';
import type { Row } from './row.ts';
import type { Sql } from './sql.ts';

export interface Total {
  readonly total: number;
  readonly totalIs: 'exact' | 'atLeast';
  readonly totalAt: string;
}
/** What a statement over a table answered, and when. */
export interface Added {
  readonly rows: readonly Row[];
  readonly at: string;
}
const EXACT_TO = 10_000;
const FRESH_MS = 2000;

/** Counts lists: exactly up to 10,000, at most two seconds old, and at once after one's own change. */
@Injectable()
export class Totals {
  private readonly recent = new Recent<Total>(FRESH_MS);
  private readonly added = new Recent<Added>(FRESH_MS);

  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
  ) {}

  count(table: string, where: Sql): Promise<Total> {
    const now = this.clock.now();
    const make = async (): Promise<Total> => {
      const [row] = await this.db.read<{ n: number }>(
        `SELECT COUNT(*) AS \`n\` FROM (SELECT 1 AS \`one\` FROM \`${table}\` r WHERE ${where.text} LIMIT ${EXACT_TO + 1}) c`,
        [...where.params],
      );
      const n = Number(row?.n ?? 0);
      return { total: Math.min(n, EXACT_TO), totalIs: n > EXACT_TO ? 'atLeast' : 'exact', totalAt: now.toISOString() };
    };
    if (this.db.inUnit) return make();
    return this.recent.of(`${table}\u0000${where.text}\u0000${JSON.stringify(where.params)}`, now.getTime(), make);
  }

  /** What a statement over a table answers, as fresh as a count. */
  rows(table: string, statement: Sql): Promise<Added> {
    const now = this.clock.now();
    const make = async (): Promise<Added> => ({ rows: await this.db.read<Row>(statement.text, [...statement.params]), at: now.toISOString() });
    if (this.db.inUnit) return make();
    return this.added.of(`${table}\u0000${statement.text}\u0000${JSON.stringify(statement.params)}`, now.getTime(), make);
  }

  /** Forgets the counts and sums of a table after a change to it. */
  drop(table: string): void {
    this.recent.drop(`${table}\u0000`);
    this.added.drop(`${table}\u0000`);
  }
}
