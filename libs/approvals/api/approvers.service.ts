import { Injectable } from '@nestjs/common';
import { Database, isIn, Workspace } from '#kernel/api';

interface TeamRow {
  readonly id: string;
  readonly parentId: string | null;
  readonly headId: string | null;
}
const MOST = 50;
const UUID = /^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/;

/** Who people are to each other: who leads whom, who has a role, who stands in for whom. */
@Injectable()
export class Approvers {
  constructor(
    private readonly db: Database,
    private readonly workspace: Workspace,
  ) {}

  /** Those of these people who can sign in, in the same order. */
  async active(ids: readonly string[]): Promise<string[]> {
    const where = isIn('`id`', ids.filter((id) => UUID.test(id)));
    const rows = await this.db.read<{ id: string }>(`SELECT \`id\` FROM \`user\` WHERE ${where.text} AND \`status\` = 'active' AND \`deletedKey\` = ''`, [...where.params]);
    const there = new Set(rows.map(({ id }) => id));
    return [...new Set(ids)].filter((id) => there.has(id));
  }

  async withRole(role: string): Promise<string[]> {
    const rows = await this.db.read<{ id: string }>(
      "SELECT u.`id` FROM `user` u JOIN `user_roles` r ON r.`recordId` = u.`id` WHERE r.`value` = ? AND u.`status` = 'active' AND u.`deletedKey` = '' ORDER BY u.`name`, u.`id` LIMIT ?",
      [role, MOST],
    );
    return rows.map(({ id }) => id);
  }

  /** The head of somebody's team, who may be they themselves. */
  async headOf(userId: string): Promise<string | null> {
    const [team] = await this.teamsAbove(userId);
    return team?.headId ?? null;
  }

  /** Who leads somebody, nearest first: heads of their team and of those above it, each once and never themselves. */
  async superiorsOf(userId: string): Promise<string[]> {
    const heads = (await this.teamsAbove(userId)).flatMap(({ headId }) => (headId && headId !== userId ? headId : []));
    return this.active(heads);
  }

  private async teamsAbove(userId: string): Promise<TeamRow[]> {
    const [user] = await this.db.read<{ teamId: string | null }>('SELECT `primaryTeamId` AS `teamId` FROM `user` WHERE `id` = ?', [userId]);
    const teams = new Map((await this.db.read<TeamRow>("SELECT `id`, `parentId`, `headId` FROM `team` WHERE `deletedKey` = ''")).map((team) => [team.id, team]));
    const above: TeamRow[] = [];
    for (let at = teams.get(user?.teamId ?? ''); at && !above.includes(at); at = teams.get(at.parentId ?? '')) above.push(at);
    return above;
  }

  /** Who is asked today instead of these people; somebody who stands in may be away, too. Nobody is asked about what they submitted because somebody else is away. */
  async standIns(ids: readonly string[], submitterId: string | null): Promise<Map<string, string>> {
    const known = new Map<string, string>();
    for (let asked = [...ids]; asked.length > 0; ) {
      const fresh = await this.standInsToday(asked);
      for (const { userId, toId } of fresh) known.set(userId, toId);
      asked = fresh.flatMap(({ toId }) => (known.has(toId) ? [] : toId));
    }
    return new Map(ids.flatMap((id) => {
      const seen = new Set([id]);
      let at = id;
      for (let next = known.get(at); next && !seen.has(next) && next !== submitterId; next = known.get(at)) seen.add((at = next));
      return at === id ? [] : [[id, at] as const];
    })); // prettier-ignore
  }
  private async standInsToday(ids: readonly string[]): Promise<{ userId: string; toId: string }[]> {
    const today = await this.workspace.today();
    const where = isIn('d.`userId`', ids);
    return this.db.read(
      `SELECT d.\`userId\`, d.\`toId\` FROM \`approval_delegation\` d JOIN \`user\` u ON u.\`id\` = d.\`toId\` WHERE ${where.text} AND d.\`startsOn\` <= ? AND d.\`endsOn\` >= ? AND u.\`status\` = 'active' AND u.\`deletedKey\` = ''`,
      [...where.params, today, today],
    );
  }
}
