import { Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { as, Clock, Database, Jobs, LeaseLost, Leases, newId, SYSTEM, UnitOfWork, type Sql } from '#kernel/api';
import type { OpportunityEntity } from './opportunity.entity.ts';

/** What deals are added up by. */
const BY = ['stageId', 'status', 'month', 'currency', 'ownerId', 'teamId'] as const;
type Key = Readonly<Record<(typeof BY)[number], string | null>>;
interface Entry extends Key {
  readonly count: number;
  readonly amount: number;
  readonly weighted: number;
}
/** What the deals of a stage, a state and an opening month add up to. */
export interface DealSum extends Pick<Entry, 'count' | 'amount' | 'weighted'> {
  readonly stageId: string;
  readonly status: string;
  readonly month: string;
}

const COLUMNS = [...BY, 'count', 'amount', 'weighted'];
const LIST = COLUMNS.map((name) => `\`${name}\``).join(', ');
const READY = 'deal-sums';
const PART = 5000;

/**
 * Sums over all deals, right at any moment: each change adds what it takes away and what it brings, in its own
 * transaction and without waiting for anybody; somebody adds these together now and then.
 */
@Injectable()
export class DealSums implements OnApplicationBootstrap, OnModuleDestroy {
  private timer: NodeJS.Timeout | null = null;

  constructor(
    private readonly db: Database,
    private readonly work: UnitOfWork,
    private readonly leases: Leases,
    private readonly jobs: Jobs,
    private readonly clock: Clock,
  ) {
    this.jobs.define('opportunity.sums', () => this.rebuild());
  }

  async onApplicationBootstrap(): Promise<void> {
    this.timer = setInterval(() => void this.merge().catch(() => undefined), 2000).unref();
    const rows = await this.db.read('SELECT 1 FROM `setting` WHERE `name` = ?', [READY]);
    if (rows.length === 0 && (await this.db.migrated())) await as(SYSTEM, () => this.jobs.add('opportunity.sums', {}));
  }
  onModuleDestroy(): void {
    if (this.timer) clearInterval(this.timer);
  }

  /** Notes how a deal stood and how it stands; null for one that is not there. Inside a unit of work. */
  async note(before: Entry | null, after: Entry | null): Promise<void> {
    if (before && after && COLUMNS.every((name) => before[name as keyof Entry] === after[name as keyof Entry])) return;
    const taken = before ? [{ ...before, count: -1, amount: -before.amount, weighted: -before.weighted }] : [];
    await this.insert('deal_delta', [...taken, ...(after ? [after] : [])]);
  }

  /** Sums by stage, state and month of what a predicate on owner, team and currency holds for. */
  async of(where: Sql): Promise<DealSum[]> {
    const rows = await this.db.read<DealSum>(
      `SELECT \`stageId\`, \`status\`, \`month\`, SUM(\`count\`) AS \`count\`, SUM(\`amount\`) AS \`amount\`, SUM(\`weighted\`) AS \`weighted\`
       FROM (SELECT ${LIST} FROM \`deal_sum\` UNION ALL SELECT ${LIST} FROM \`deal_delta\`) r WHERE ${where.text}
       GROUP BY \`stageId\`, \`status\`, \`month\` HAVING SUM(\`count\`) <> 0 ORDER BY \`month\`, \`stageId\`, \`status\``,
      [...where.params],
    );
    return rows.map((row) => ({ ...row, count: Number(row.count), amount: Number(row.amount), weighted: Number(row.weighted) }));
  }

  /** Puts what changes have added into the sums; one instance at a time. */
  async merge(): Promise<void> {
    const [waiting] = await this.db.read('SELECT `id` FROM `deal_delta` LIMIT 1');
    if (waiting) await this.leases.alone(READY, 60, () => this.work.run(async () => {
      const deltas = await this.db.read<Entry & { id: string }>(`SELECT \`id\`, ${LIST} FROM \`deal_delta\` ORDER BY \`id\` LIMIT ${PART}`);
      // Whoever slept longer than the lease lasts finds them gone: they are in the sums already.
      if (!(await this.drop(deltas.map(({ id }) => id)))) throw new LeaseLost();
      for (const [key, own] of Map.groupBy(deltas, keyOf)) await this.raise(key, added(own));
    }));
  }

  /** Adds everything up anew. One statement sees the deals and the changes that are in them: what comes later stays a change. */
  private async rebuild(): Promise<void> {
    await this.work.run(async () => {
      await this.db.put('setting', { name: READY }, { value: JSON.stringify(this.clock.now().toISOString()) });
      const rows = await this.db.read<Entry & { id: string | null }>(
        `SELECT NULL AS \`id\`, \`stageId\`, \`status\`, SUBSTR(\`openedOn\`, 1, 7) AS \`month\`, \`currency\`, \`ownerId\`, \`teamId\`, COUNT(*) AS \`count\`, SUM(COALESCE(\`amount\`, 0)) AS \`amount\`, SUM(COALESCE(\`weighted\`, 0)) AS \`weighted\`
         FROM \`opportunity\` WHERE \`deletedKey\` = '' GROUP BY \`stageId\`, \`status\`, SUBSTR(\`openedOn\`, 1, 7), \`currency\`, \`ownerId\`, \`teamId\`
         UNION ALL SELECT \`id\`, ${LIST} FROM \`deal_delta\``,
      );
      await this.db.write('DELETE FROM `deal_sum`');
      if (!(await this.drop(rows.flatMap(({ id }) => id ?? [])))) throw new LeaseLost();
      await this.insert('deal_sum', rows.filter(({ id }) => id === null));
    });
  }

  private async raise(key: string, { count, amount, weighted, ...by }: Entry): Promise<void> {
    const { affected } = await this.db.write('UPDATE `deal_sum` SET `count` = `count` + ?, `amount` = `amount` + ?, `weighted` = `weighted` + ? WHERE `key` = ?', [count, amount, weighted, key]);
    if (affected === 0) await this.insert('deal_sum', [{ ...by, count, amount, weighted }]);
  }
  private async insert(table: 'deal_sum' | 'deal_delta', entries: readonly Entry[]): Promise<void> {
    for (let start = 0; start < entries.length; start += 500) {
      const part = entries.slice(start, start + 500);
      const first = table === 'deal_sum' ? 'key' : 'id';
      await this.db.write(
        `INSERT INTO \`${table}\` (\`${first}\`, ${LIST}) VALUES ${part.map(() => `(?, ${COLUMNS.map(() => '?').join(', ')})`).join(', ')}`,
        part.flatMap((entry) => [first === 'key' ? keyOf(entry) : newId(), ...COLUMNS.map((name) => entry[name as keyof Entry])]),
      );
    }
  }
  /** Takes changes away; false when somebody else took some of them. */
  private async drop(ids: readonly string[]): Promise<boolean> {
    let dropped = 0;
    for (let start = 0; start < ids.length; start += 500) {
      const part = ids.slice(start, start + 500);
      dropped += (await this.db.write(`DELETE FROM \`deal_delta\` WHERE \`id\` IN (${part.map(() => '?').join(', ')})`, part)).affected;
    }
    return dropped === ids.length;
  }
}

/** How a deal stands in the sums; null once it is deleted. */
export function entryOf({ stageId, status, openedOn, currency, ownerId, teamId, amount, weighted, deletedAt }: OpportunityEntity): Entry | null {
  return deletedAt ? null : { stageId, status, month: openedOn.slice(0, 7), currency, ownerId, teamId, count: 1, amount: amount ?? 0, weighted: weighted ?? 0 };
}
const keyOf = (entry: Key): string => BY.map((name) => entry[name] ?? '').join('|');
function added(entries: readonly Entry[]): Entry {
  const sum = (of: 'count' | 'amount' | 'weighted') => entries.reduce((total, entry) => total + Number(entry[of]), 0);
  return { ...(entries[0] as Entry), count: sum('count'), amount: sum('amount'), weighted: sum('weighted') };
}
