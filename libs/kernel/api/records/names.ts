import { Injectable } from '@nestjs/common';
import type { Named } from '#kernel/model';
import { Clock } from '../clock.ts';
import { Database } from '../database/database.ts';
import { masked, narrowed } from './field-rights.ts';
import { namedTo } from './scope.ts';
import { and, isIn } from './sql.ts';
import { tableOf } from './table.ts';

const FRESH_MS = 2000;
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
  ) {}

  /** Names by id; an id without a record is missing. */
  async of(kind: string, ids: readonly string[]): Promise<Map<string, Named>> {
    const { info, table } = tableOf(kind);
    if (ids.length === 0) return new Map();
    if (info.owned) return this.told(kind, await this.read(kind, ids));
    const now = this.clock.now().getTime();
    const known = this.known.get(table) ?? new Map<string, Known>();
    const fresh = ids.filter((id) => (known.get(id)?.until ?? 0) <= now);
    const found = fresh.length > 0 ? await this.read(kind, fresh) : new Map<string, Named>();
    if (!this.db.inUnit) {
      if (known.size > MOST) known.clear();
      for (const id of fresh) known.set(id, { name: found.get(id) ?? null, until: now + FRESH_MS });
      this.known.set(table, known);
    }
    const names = ids.flatMap((id) => {
      const name = found.get(id) ?? known.get(id)?.name;
      return name ? [[id, name] as const] : [];
    }); // prettier-ignore
    return this.told(kind, new Map(names));
  }

  /** Names as far as the principal may see the field that they are. */
  private told(kind: string, names: Map<string, Named>): Map<string, Named> {
    const table = tableOf(kind);
    const title = narrowed(table).get(table.info.title);
    if (title?.right !== 'hidden' && title?.right !== 'masked') return names;
    return new Map([...names].map(([id, { name }]) => [id, { id, name: title.right === 'masked' ? String(masked(title.field, name) ?? '') : '' }]));
  }

  /** Forgets the names of a table, before and after a change to it. */
  drop(table: string): void {
    this.known.delete(table);
  }

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
