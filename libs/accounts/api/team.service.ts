import { Injectable } from '@nestjs/common';
import { as, currentPrincipal, reachOf, Records, RecordStore, Rejected, Taken } from '#kernel/api';
import type { Page } from '#kernel/model';
import { Principals } from './principals.service.ts';
import { TeamEntity } from './team.entity.ts';

/** The tree of teams. */
@Injectable()
export class TeamService extends RecordStore<TeamEntity> {
  constructor(
    kernel: Records,
    private readonly principals: Principals,
  ) {
    super(TeamEntity, kernel);
  }

  /** Teams are no secret: whoever is signed in may choose from them. */
  listForAll(query: Record<string, unknown>): Promise<Page<TeamEntity>> {
    const principal = currentPrincipal();
    const grants = { ...principal.grants, 'team.read': 'all' } as const;
    return as({ ...principal, grants }, () => this.list(query));
  }

  override add(input: object): Promise<string> {
    return this.kernel.work.run(async () => {
      const id = await super.add(input, (team) => this.checkPlace(team));
      this.kernel.work.afterCommit(() => this.principals.forget());
      return id;
    });
  }

  override change(id: string, verb: string, version: number | null, mutate: (team: TeamEntity) => void | Promise<void>, action = verb): Promise<TeamEntity> {
    return this.kernel.work.run(async () => {
      const changed = await super.change(id, verb, version, async (team) => {
        const { headId } = team;
        await mutate(team);
        if (team.headId !== headId && team.headId === currentPrincipal().id && !reachOf('*')) throw new Rejected('own-role');
        await this.checkPlace(team);
      }, action); // prettier-ignore
      this.kernel.work.afterCommit(() => this.principals.forget());
      return changed;
    });
  }

  /** A team is not below itself, and its name is its own among its siblings. */
  private async checkPlace(team: TeamEntity): Promise<void> {
    const all = await this.kernel.db.read<{ id: string; parentId: string | null; name: string }>("SELECT `id`, `parentId`, `name` FROM `team` WHERE `deletedKey` = ''");
    const sibling = all.some((other) => other.id !== team.id && other.parentId === team.parentId && other.name.toLowerCase() === team.name.toLowerCase());
    if (sibling && !team.deletedAt) throw new Taken('/name');
    const parents = new Map(all.map(({ id, parentId }) => [id, parentId]));
    for (let at = team.parentId, steps = 0; at && steps < 100; at = parents.get(at) ?? null, steps++) {
      if (at === team.id) throw new Rejected('team-cycle', undefined, [{ pointer: '/parentId', code: 'team-cycle' }]);
    }
  }
}
