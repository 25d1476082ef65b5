import { Injectable } from '@nestjs/common';
import { Database, reaches, type Principal } from '#kernel/api';
import { reachIn } from '#accounts/model';
import type { Reach } from '#kernel/model';
import { below, type TeamNode } from './principals.service.ts';
import { RoleBook } from './role-book.service.ts';

/** Somebody whose roles reach a record, and how far they go. */
export interface Reached {
  readonly id: string;
  readonly name: string;
  readonly reach: Reach;
}
const SHOWN = 200;

/** Who sees a record by their roles alone, without asking for each person. */
@Injectable()
export class ReachedBy {
  constructor(
    private readonly db: Database,
    private readonly book: RoleBook,
  ) {}

  /** The people who may read a record with this owner and team, by name; `total` counts those beyond the list, too. */
  async of(kind: string, record: Record<string, unknown>): Promise<{ items: Reached[]; total: number }> {
    const book = await this.book.all();
    const users = await this.db.read<{ id: string; name: string; primaryTeamId: string | null }>("SELECT `id`, `name`, `primaryTeamId` FROM `user` WHERE `status` <> 'inactive' AND `deletedKey` = '' ORDER BY `name`, `id`");
    const held = Map.groupBy(await this.db.read<{ recordId: string; value: string }>('SELECT `recordId`, `value` FROM `user_roles`'), ({ recordId }) => recordId);
    const teams = await this.db.read<TeamNode>("SELECT `id`, `parentId`, `headId` FROM `team` WHERE `deletedKey` = ''");
    const items = users.flatMap(({ id, name, primaryTeamId }) => {
      const rights = this.book.sum((held.get(id) ?? []).map(({ value }) => value), book);
      const reach = reachIn(rights, `${kind}.read`);
      if (!reach) return [];
      const roots = teams.filter((team) => team.id === primaryTeamId || team.headId === id).map((team) => team.id);
      const principal: Principal = { id, name, teamId: primaryTeamId ?? roots[0] ?? null, teams: below(teams, roots), ...rights, language: 'en' };
      return reaches(`${kind}.read`, record, true, principal) ? [{ id, name, reach }] : [];
    });
    return { items: items.slice(0, SHOWN), total: items.length };
  }
}
