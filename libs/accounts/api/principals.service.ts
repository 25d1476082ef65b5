import { Injectable } from '@nestjs/common';
import { Clock, Database, fromStoredMoment, toStoredMoment, type Principal } from '#kernel/api';
import type { Language } from '#kernel/model';
import { clearanceOf, grantsOf } from '#accounts/model';

interface SessionFacts {
  readonly strong: number;
  readonly provenAt: string | null;
}
interface TeamNode {
  readonly id: string;
  readonly parentId: string | null;
  readonly headId: string | null;
}
const FRESH_MS = 500;

/** Knows who somebody is: team, teams below, and what the roles add up to; at most half a second old. */
@Injectable()
export class Principals {
  private readonly known = new Map<string, { principal: Principal | null; until: number }>();

  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
  ) {}

  /** The principal of an active user within a living session; null for anybody else. */
  async of(userId: string, sessionId?: string): Promise<Principal | null> {
    const key = `${userId} ${sessionId ?? ''}`;
    const now = this.clock.now().getTime();
    const ready = this.known.get(key);
    if (ready && ready.until > now) return ready.principal;
    const principal = await this.load(userId, sessionId);
    if (this.known.size > 10_000) this.known.clear();
    this.known.set(key, { principal, until: now + FRESH_MS });
    return principal;
  }

  /** Forgets what is known, after a change to people or teams. */
  forget(): void {
    this.known.clear();
  }

  private async load(userId: string, sessionId?: string): Promise<Principal | null> {
    const [user] = await this.db.read<{ name: string; primaryTeamId: string | null; language: Language | null } & Partial<SessionFacts>>(
      `SELECT u.\`name\`, u.\`primaryTeamId\`, u.\`language\`${sessionId ? ', s.`strong`, s.`provenAt`' : ''} FROM \`user\` u
       ${sessionId ? 'JOIN `session` s ON s.`userId` = u.`id` AND s.`id` = ? AND s.`revokedAt` IS NULL AND s.`until` > ?' : ''}
       WHERE u.\`id\` = ? AND u.\`status\` <> 'inactive' AND u.\`deletedKey\` = ''`,
      [...(sessionId ? [sessionId, toStoredMoment(this.clock.now().toISOString())] : []), userId],
    );
    if (!user) return null;
    const roles = await this.db.read<{ value: string }>('SELECT `value` FROM `user_roles` WHERE `recordId` = ?', [userId]);
    const teams = await this.db.read<TeamNode>("SELECT `id`, `parentId`, `headId` FROM `team` WHERE `deletedKey` = ''");
    const roots = teams.filter((team) => team.id === user.primaryTeamId || team.headId === userId).map(({ id }) => id);
    return {
      id: userId,
      name: user.name,
      teamId: user.primaryTeamId ?? roots[0] ?? null,
      teams: below(teams, roots),
      grants: grantsOf(roles.map(({ value }) => value)),
      clearance: clearanceOf(roles.map(({ value }) => value)),
      language: user.language ?? 'en',
      ...(sessionId ? { sessionId, signedInAt: user.provenAt ? Date.parse(fromStoredMoment(user.provenAt)) : 0, suspended: !Number(user.strong) } : {}),
    };
  }
}

/** Some teams and every team below them. */
export function below(teams: readonly TeamNode[], roots: readonly string[]): string[] {
  const found = new Set(roots);
  let size = 0;
  while (size !== found.size) {
    size = found.size;
    for (const team of teams) if (team.parentId && found.has(team.parentId)) found.add(team.id);
  }
  return [...found];
}
