import { Injectable } from '@nestjs/common';
import type { Named } from '#kernel/model';
import { Clock } from '../clock.ts';
import { Database } from '../database/database.ts';
import { UnitOfWork } from '../database/unit-of-work.ts';
import { isIn, and } from './sql.ts';
import { namedTo } from './scope.ts';
import { tableOf } from './table.ts';
import { toldName } from './told-name.ts';

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
    const owner = tableOf(kind);
    const { info, table } = owner;
    if (ids.length === 0) return new Map();
    const told = (named: Named) => [named.id, toldName(owner, named)] as const;
    if (info.owned) return new Map([...(await this.read(kind, ids)).values()].map(told));
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
    const names = ids.flatMap((id) => {
      const name = found.get(id) ?? known.get(id)?.name;
      return name ? [told(name)] : [];
    }); // prettier-ignore
    return new Map(names);
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
    // What belongs to somebody is named to those alone who could open it.
    const where = and(isIn('r.`id`', ids), namedTo(tableOf(kind)));
    const chinese = columns.some(({ name }) => name === 'nameZh') ? ', r.`nameZh`' : '';
    const rows = await this.db.read<{ id: string; name: string; nameZh?: string | null }>(
      `SELECT r.\`id\`, r.\`${info.title}\` AS \`name\`${chinese} FROM \`${table}\` r WHERE ${where.text}`,
      [...where.params],
    );
    return new Map(rows.map(({ id, name, nameZh }) => [id, nameZh ? { id, name, nameZh } : { id, name }]));
  }
}
