import { Injectable } from '@nestjs/common';
import { as, currentPrincipal, Forbidden, Invalid, Permissions, Records, RecordStore, Rejected, SYSTEM } from '#kernel/api';
import type { Fault } from '#kernel/model';
import { beyond, ROLES, type Rights } from '#accounts/model';
import { Principals } from './principals.service.ts';
import { heldNow, ruledKinds } from './role-book.service.ts';
import { RoleEntity, rightsOf } from './role.entity.ts';

/** The roles of the workspace. Nobody gives what they do not hold, or touches a role above or of their own. */
@Injectable()
export class RoleService extends RecordStore<RoleEntity> {
  constructor(
    kernel: Records,
    private readonly principals: Principals,
    private readonly permissions: Permissions,
  ) {
    super(RoleEntity, kernel);
  }

  override add(input: object): Promise<string> {
    return this.kernel.work.run(async () => {
      const id = await super.add(input, (role) => this.check(role));
      this.kernel.work.afterCommit(() => this.principals.forget());
      return id;
    });
  }

  override change(id: string, verb: string, version: number | null, mutate: (role: RoleEntity) => void | Promise<void>, action = verb): Promise<RoleEntity> {
    return this.kernel.work.run(async () => {
      const changed = await super.change(id, verb, version, async (role) => {
        await this.demandTouchable(role);
        await mutate(role);
        this.check(role);
      }, action); // prettier-ignore
      this.kernel.work.afterCommit(() => this.principals.forget());
      return changed;
    });
  }

  /** Takes the role from everybody who holds it, and puts it away: a new one of that name starts with nothing and nobody. */
  override async remove(id: string, version: number): Promise<void> {
    await this.kernel.work.run(async () => {
      const { key } = await this.get(id);
      await super.remove(id, version);
      const holders = await this.holders(key);
      await this.kernel.db.write('DELETE FROM `user_roles` WHERE `value` = ?', [key]);
      for (const user of holders) this.kernel.audit.note('user.update', 'user', user, [{ field: 'roles', old: [key], new: [] }]);
    });
  }
  override restore(id: string): Promise<RoleEntity> {
    return this.kernel.work.run(async () => {
      const role = await super.restore(id);
      this.demandHeld(rightsOf(await as(SYSTEM, () => this.get(id))));
      this.kernel.work.afterCommit(() => this.principals.forget());
      return role;
    });
  }

  /** Throws Forbidden with the first right that these give beyond what the principal holds. */
  demandHeld(rights: Rights): void {
    const [more] = beyond(rights, heldNow(), ruledKinds());
    if (more) throw new Forbidden(more);
  }
  /** Ids of the people who hold a role. */
  async holders(key: string): Promise<string[]> {
    const rows = await this.kernel.db.read<{ recordId: string }>('SELECT `recordId` FROM `user_roles` WHERE `value` = ?', [key]);
    return rows.map(({ recordId }) => recordId);
  }
  /** What a matrix of roles is made of: every permission, of each kind the fields that may be ruled, and how many people hold each role. */
  async catalogue(): Promise<{ permissions: string[]; fields: Record<string, string[]>; holders: Record<string, number> }> {
    const fields = ruledKinds().map(({ kind, fields: own }) => [kind, own.map(({ name }) => name)] as const);
    const held = await this.kernel.db.read<{ value: string; n: number }>("SELECT r.`value`, COUNT(*) AS `n` FROM `user_roles` r JOIN `user` u ON u.`id` = r.`recordId` AND u.`deletedKey` = '' GROUP BY r.`value`");
    return { permissions: [...this.known()].sort(), fields: Object.fromEntries(fields), holders: Object.fromEntries(held.map(({ value, n }) => [value, Number(n)])) };
  }

  private known = (): Set<string> => new Set([...this.permissions.all(), ...ROLES.flatMap(({ grants }) => Object.keys(grants))].filter((permission) => permission !== '*'));

  private async demandTouchable(role: RoleEntity): Promise<void> {
    const { id, grants } = currentPrincipal();
    if (role.fixed && id !== null) throw new Rejected('role-fixed');
    if (!grants['*'] && id !== null && (await this.holders(role.key)).includes(id)) throw new Rejected('own-role');
    this.demandHeld(rightsOf(role));
  }

  private check(role: RoleEntity): void {
    const faults = [...this.grantFaults(role), ...fieldFaults(role)];
    if (faults.length > 0) throw new Invalid(faults);
    this.demandHeld(rightsOf(role));
  }
  private grantFaults(role: RoleEntity): Fault[] {
    if (currentPrincipal().id === null) return [];
    const known = this.known();
    const names = role.grants.map(({ permission }) => permission);
    return names.flatMap((name, at) => (known.has(name) && names.indexOf(name) === at ? [] : [{ pointer: `/grants/${at}/permission`, code: known.has(name) ? 'taken' : 'choice' }]));
  }
}

/** A rule stands for a field that is there, once. */
function fieldFaults({ fields }: RoleEntity): Fault[] {
  const known = new Set(ruledKinds().flatMap(({ kind, fields: own }) => own.map(({ name }) => `${kind}.${name}`)));
  const names = fields.map(({ kind, field }) => `${kind}.${field}`);
  return names.flatMap((name, at) => (known.has(name) && names.indexOf(name) === at ? [] : [{ pointer: `/fields/${at}/field`, code: known.has(name) ? 'taken' : 'choice' }]));
}
