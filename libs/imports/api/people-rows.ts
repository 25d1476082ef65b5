import { Injectable } from '@nestjs/common';
import { RoleBook, TeamService, UserService } from '#accounts/api';
import { looksLikeEmail } from '#imports/model';
import { Database } from '#kernel/api';
import type { RowFault } from './row-reader.ts';
import type { Made } from './writers.ts';

export type PersonRow = Partial<Record<'name' | 'username' | 'email' | 'role' | 'team' | 'manager' | 'department' | 'externalId', string>>;

/** Rows of people and teams: a department is a team, a manager's team lies below it, and the people belong to that. */
@Injectable()
export class PeopleRows {
  constructor(
    private readonly users: UserService,
    private readonly teams: TeamService,
    private readonly db: Database,
    private readonly book: RoleBook,
  ) {}

  async faults({ name, role, email }: PersonRow): Promise<RowFault[]> {
    const faults: RowFault[] = [];
    if (!name) faults.push({ code: 'required', target: 'name', value: '' });
    if (role && !(await this.book.all()).byKey.has(role)) faults.push({ code: 'role-unknown', target: 'role', value: role });
    if (email && !looksLikeEmail(email)) faults.push({ code: 'email', target: 'email', value: email });
    return faults;
  }
  async exists({ name = '', username }: PersonRow): Promise<boolean> {
    return (await this.userId(username ?? name)) !== null;
  }

  /** Writes a row; answers everything that came into being for it, the person last. */
  async write(row: PersonRow, source: string): Promise<Made[]> {
    const made: Made[] = [];
    const department = row.department ? await this.team(row.department, null, null, made) : null;
    const managerId = row.manager ? ((await this.userId(row.manager)) ?? (await this.user({ name: row.manager, role: 'sales-manager' }, department, made))) : null;
    const teamName = row.team ?? row.manager;
    const teamId = teamName ? await this.team(teamName, department, managerId, made) : department;
    if (managerId && made.some(({ id }) => id === managerId)) {
      await this.users.change(managerId, 'update', null, (manager) => void (manager.primaryTeamId = teamId));
    }
    await this.user(row, teamId, made, source);
    return made;
  }

  private async user({ name = '', username, email, role, externalId }: PersonRow, primaryTeamId: string | null, made: Made[], source = 'import'): Promise<string> {
    const elsewhere = externalId ? { externalSource: source, externalId } : {};
    const id = await this.users.add({ ...elsewhere, name, username: username ?? (await this.freeUsername(name)), email: email ?? null, roles: [role ?? 'sales'], primaryTeamId });
    made.push({ kind: 'user', id, name });
    return id;
  }

  private async team(name: string, parentId: string | null, headId: string | null, made: Made[]): Promise<string> {
    const where = parentId ? '`parentId` = ?' : '`parentId` IS NULL';
    const [known] = await this.db.read<{ id: string }>(`SELECT \`id\` FROM \`team\` WHERE \`name\` = ? AND \`deletedKey\` = '' AND ${where}`, [name, ...(parentId ? [parentId] : [])]);
    if (known) return known.id;
    const id = await this.teams.add({ name, parentId, headId });
    made.push({ kind: 'team', id, name });
    return id;
  }

  private async userId(name: string): Promise<string | null> {
    const [row] = await this.db.read<{ id: string }>("SELECT `id` FROM `user` WHERE `deletedKey` = '' AND (`name` = ? OR `username` = ?) LIMIT 1", [name, name.toLowerCase()]);
    return row?.id ?? null;
  }

  /** 'Anna Snelling' signs in as anna.snelling; a second one gets a number. */
  private async freeUsername(name: string): Promise<string> {
    const base = name.normalize('NFKC').toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '.').replace(/^\.|\.$/g, '').slice(0, 56) || 'user';
    for (let number = 1; ; number++) {
      const username = number === 1 ? base : `${base}${number}`;
      if (!(await this.users.byUsername(username))) return username;
    }
  }
}
