import { Injectable } from '@nestjs/common';
import { as, currentPrincipal, Invalid, newId, reachOf, Records, RecordStore, Rejected } from '#kernel/api';
import { Links } from './links.service.ts';
import { Passwords } from './passwords.service.ts';
import { Principals } from './principals.service.ts';
import { RoleBook } from './role-book.service.ts';
import { RoleService } from './role.service.ts';
import { Sessions } from './sessions.service.ts';
import { UserEntity } from './user.entity.ts';

/** The people who may sign in. */
@Injectable()
export class UserService extends RecordStore<UserEntity> {
  constructor(
    kernel: Records,
    private readonly passwords: Passwords,
    private readonly sessions: Sessions,
    private readonly principals: Principals,
    private readonly links: Links,
    private readonly roles: RoleService,
    private readonly book: RoleBook,
  ) {
    super(UserEntity, kernel);
  }

  override add(input: object): Promise<string> {
    return super.add(input, async (user) => {
      user.status = 'invited';
      await this.checkRoles(user);
      await this.demandBelow(user.roles);
    });
  }

  override change(id: string, verb: string, version: number | null, mutate: (user: UserEntity) => void | Promise<void>, action = verb): Promise<UserEntity> {
    return this.kernel.work.run(async () => {
      const changed = await super.change(id, verb, version, async (user) => {
        const [was, before] = [user.isAdministrator, { ...user }];
        await mutate(user);
        await this.checkRoles(user);
        if (user.deletedAt) await this.sessions.closeAllOf(id, 'deleted');
        if (user.deletedAt || user.email !== before.email || user.status !== before.status) await this.links.voidAllOf(id);
        if (was && !user.isAdministrator) await this.demandAnotherAdministrator(id);
        await this.demandTouchable(before, user);
      }, action); // prettier-ignore
      this.kernel.work.afterCommit(() => this.principals.forget());
      return changed;
    });
  }

  override restore(id: string): Promise<UserEntity> {
    return this.kernel.work.run(async () => {
      const user = await super.restore(id);
      await this.demandBelow(await this.rolesOf(id));
      this.kernel.work.afterCommit(() => this.principals.forget());
      return user;
    });
  }

  /** What people may set for themselves, whatever their roles allow them to do with users. */
  async changeOwn(id: string, changes: object): Promise<void> {
    const principal = currentPrincipal();
    const grants = { ...principal.grants, 'user.read': 'all', 'user.update': 'all' } as const;
    await as({ ...principal, grants, clearance: 3, fields: {}, suspended: false }, () => this.change(id, 'update', null, (user) => void Object.assign(user, changes), 'profile'));
  }

  /** Ends what somebody may do here, at once; nothing of theirs is deleted. */
  deactivate(id: string, version: number): Promise<UserEntity> {
    return this.kernel.work.run(async () => {
      const user = await this.change(id, 'update', version, (one) => one.deactivate(), 'deactivate');
      await this.sessions.closeAllOf(id, 'deactivated');
      return user;
    });
  }
  async activate(id: string, version: number): Promise<UserEntity> {
    const hasPassword = await this.passwords.has(id);
    return this.change(id, 'update', version, (one) => one.activate(hasPassword), 'activate');
  }

  /** A secret that lets somebody set a password once: an invitation for a week, a reset for half an hour. */
  invite(id: string): Promise<string> {
    return this.kernel.work.run(async () => {
      if ((await this.get(id)).externalSource === 'rapport:sample') throw new Rejected('sample-person');
      await this.demandBelow(await this.rolesOf(id));
      const purpose = (await this.passwords.has(id)) ? 'reset' : 'invite';
      this.kernel.audit.note(`user.${purpose}`, 'user', id, []);
      return this.links.make(id, purpose);
    });
  }

  /** Nobody touches somebody above themselves, gives what they do not hold, or changes their own roles or place. */
  private async demandTouchable(before: Pick<UserEntity, 'id' | 'roles' | 'primaryTeamId'>, after: UserEntity): Promise<void> {
    const { id } = currentPrincipal();
    const same = [...before.roles].sort().join() === [...after.roles].sort().join();
    if (before.id === id && (!same || (before.primaryTeamId !== after.primaryTeamId && !reachOf('*')))) throw new Rejected('own-role');
    if (before.id !== id) await this.demandBelow([...new Set([...before.roles, ...after.roles])]);
  }
  private async rolesOf(id: string): Promise<string[]> {
    const rows = await this.kernel.db.read<{ value: string }>('SELECT `value` FROM `user_roles` WHERE `recordId` = ?', [id]);
    return rows.map(({ value }) => value);
  }
  /** Throws Forbidden when roles together give more than the principal holds. */
  private async demandBelow(roles: readonly string[]): Promise<void> {
    if (!reachOf('*')) this.roles.demandHeld(this.book.sum(roles, await this.book.read()));
  }
  private async checkRoles(user: UserEntity): Promise<void> {
    const { byKey } = await this.book.read();
    const unknown = user.roles.findIndex((role) => !byKey.has(role));
    if (unknown >= 0) throw new Invalid([{ pointer: `/roles/${unknown}`, code: 'role-unknown' }]);
  }

  private async demandAnotherAdministrator(id: string): Promise<void> {
    // Two who demote each other meet at this row: the second one counts what the first one left.
    await this.kernel.db.put('setting', { name: 'administrators' }, { value: newId() });
    const others = await this.kernel.db.read(
      "SELECT 1 FROM `user` u JOIN `user_roles` r ON r.`recordId` = u.`id` WHERE r.`value` = 'administrator' AND u.`status` = 'active' AND u.`deletedKey` = '' AND u.`id` <> ?",
      [id],
    );
    if (others.length === 0) throw new Rejected('last-administrator');
  }

  /** People to choose from, by name or user name. */
  async people(q: string | undefined, ids: readonly string[]): Promise<{ id: string; name: string; username: string; teamId: string | null }[]> {
    const like = `%${(q ?? '').replace(/[!%_]/g, '!$&')}%`;
    const byId = ids.length > 0 ? `AND \`id\` IN (${ids.map(() => '?').join(', ')})` : "AND `status` <> 'inactive'";
    return this.kernel.db.read(
      `SELECT \`id\`, \`name\`, \`username\`, \`primaryTeamId\` AS \`teamId\` FROM \`user\`
       WHERE \`deletedKey\` = '' AND (\`name\` LIKE ? ESCAPE '!' OR \`username\` LIKE ? ESCAPE '!') ${byId} ORDER BY \`name\`, \`id\` LIMIT 50`,
      [like, like, ...ids],
    );
  }

  /** Whether nobody has been set up yet. */
  async nobody(): Promise<boolean> {
    return (await this.kernel.db.read('SELECT 1 FROM `user` LIMIT 1')).length === 0;
  }
  /** Somebody by their exact user name: databases would take a look-alike for it. */
  async byUsername(username: string): Promise<{ id: string; status: string } | null> {
    const login = spelt(username);
    const rows = await this.kernel.db.read<{ id: string; username: string; status: string }>(
      "SELECT `id`, `username`, `status` FROM `user` WHERE `username` = ? AND `deletedKey` = ''", [login],
    ); // prettier-ignore
    return rows.find((row) => spelt(row.username) === login) ?? null;
  }
  async statusOf(id: string): Promise<string | null> {
    const [row] = await this.kernel.db.read<{ status: string }>("SELECT `status` FROM `user` WHERE `id` = ? AND `deletedKey` = ''", [id]);
    return row?.status ?? null;
  }
}

const spelt = (username: string): string => username.trim().normalize('NFKC').toLowerCase();
