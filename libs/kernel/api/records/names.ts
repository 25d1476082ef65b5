import { Injectable } from '@nestjs/common';
import type { Named } from '#kernel/model';
import { Clock } from '../clock.ts';
import { Database } from '../database/database.ts';
import { UnitOfWork } from '../database/unit-of-work.ts';
import { isIn } from './sql.ts';
import { tableOf } from './table.ts';

const FRESH_MS = 2000;
const CHANGING = Symbol('names that change here');
const MOST = 20_000;
interface Known {
  readonly name: Named | null;
  readonly until: number;
}

/** What records are called. Those that belong to nobody (people, teams, stages) are few and asked for all the time: remembered for two seconds. */
@Injectable()
export class Names {
  private readonly known = new Map<string, Map<string, Known>>();

  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly work: UnitOfWork,
  ) {}

  /** Names by id; an id without a record is missing. */
  async of(kind: string, ids: readonly string[]): Promise<Map<string, Named>> {
    const { info, table } = tableOf(kind);
    if (ids.length === 0) return new Map();
    if (info.owned) return this.read(kind, ids);
    const now = this.clock.now().getTime();
    const before = this.known.get(table);
    const known = before ?? new Map<string, Known>();
    const fresh = ids.filter((id) => (known.get(id)?.until ?? 0) <= now);
    const found = fresh.length > 0 ? await this.read(kind, fresh) : new Map<string, Named>();
    // What was forgotten meanwhile may have changed: it is not remembered.
    if (!this.changedHere(table) && this.known.get(table) === before) {
      if (known.size > MOST) known.clear();
      for (const id of fresh) known.set(id, { name: found.get(id) ?? null, until: now + FRESH_MS });
      this.known.set(table, known);
    }
    return new Map(ids.flatMap((id) => {
      const name = found.get(id) ?? known.get(id)?.name;
      return name ? [[id, name] as const] : [];
    })); // prettier-ignore
  }

  /** The names of a table are changing in this unit of work: what it reads of them is nobody else's yet. */
  changing(table: string): void {
    this.work.memo(CHANGING, () => new Set<string>()).add(table);
    this.known.delete(table);
    this.work.afterCommit(() => void this.known.delete(table));
  }
  private changedHere = (table: string) => this.work.has(CHANGING) && this.work.memo(CHANGING, () => new Set<string>()).has(table);

  private async read(kind: string, ids: readonly string[]): Promise<Map<string, Named>> {
    const { table, info, columns } = tableOf(kind);
    const where = isIn('`id`', ids);
    const chinese = columns.some(({ name }) => name === 'nameZh') ? ', `nameZh`' : '';
    const rows = await this.db.read<{ id: string; name: string; nameZh?: string | null }>(
      `SELECT \`id\`, \`${info.title}\` AS \`name\`${chinese} FROM \`${table}\` WHERE ${where.text}`,
      [...where.params],
    );
    return new Map(rows.map(({ id, name, nameZh }) => [id, nameZh ? { id, name, nameZh } : { id, name }]));
  }
}
