import { Injectable } from '@nestjs/common';
import { Clock } from '../clock.ts';
import { Database } from '../database/database.ts';
import type { Sql } from './sql.ts';

export interface Total {
  readonly total: number;
  readonly totalIs: 'exact' | 'atLeast';
  readonly totalAt: string;
}
const EXACT_TO = 10_000;
const FRESH_MS = 2000;

/** Counts lists: exactly up to 10,000, at most two seconds old, and at once after one's own change. */
@Injectable()
export class Totals {
  private readonly known = new Map<string, { total: Total; until: number }>();

  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
  ) {}

  async count(table: string, where: Sql): Promise<Total> {
    const key = `${table}\u0000${where.text}\u0000${JSON.stringify(where.params)}`;
    const now = this.clock.now();
    const ready = this.known.get(key);
    if (ready && ready.until > now.getTime()) return ready.total;
    const [row] = await this.db.read<{ n: number }>(
      `SELECT COUNT(*) AS \`n\` FROM (SELECT 1 AS \`one\` FROM \`${table}\` r WHERE ${where.text} LIMIT ${EXACT_TO + 1}) c`,
      [...where.params],
    );
    const n = Number(row?.n ?? 0);
    const total: Total = { total: Math.min(n, EXACT_TO), totalIs: n > EXACT_TO ? 'atLeast' : 'exact', totalAt: now.toISOString() };
    if (this.known.size > 1000) this.known.clear();
    this.known.set(key, { total, until: now.getTime() + FRESH_MS });
    return total;
  }

  /** Forgets the counts of a table after a change to it. */
  drop(table: string): void {
    for (const key of this.known.keys()) if (key.startsWith(`${table}\u0000`)) this.known.delete(key);
  }
}
