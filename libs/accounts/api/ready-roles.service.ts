import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { as, Database, DuplicateKey, Migrator, Problem, SYSTEM, UnitOfWork } from '#kernel/api';
import { ROLES, type FieldRule, type ReadyRole, type RoleGrant } from '#accounts/model';
import { RoleService } from './role.service.ts';

const NAME = 'ready-roles';
/** The permissions and rules of fields that each ready role was given so far, by its key. */
type Given = Readonly<Record<string, readonly string[]>>;

/** Gives a workspace its ready roles when it first starts, and later what a new version gives them besides; what was taken from a role stays away. */
@Injectable()
export class ReadyRoles implements OnApplicationBootstrap {
  constructor(
    private readonly roles: RoleService,
    private readonly db: Database,
    private readonly work: UnitOfWork,
    private readonly migrator: Migrator,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    if ((await this.migrator.pending()).length > 0) return;
    if (complete(await this.given())) return;
    try {
      await as(SYSTEM, () => this.work.run(() => this.give()));
    } catch (error) {
      const another = error instanceof DuplicateKey || (error instanceof Problem && (error.status === 409 || error.status === 412));
      if (!another || !complete(await this.given())) throw error;
    }
  }

  private async give(): Promise<void> {
    const given = await this.given();
    for (const role of ROLES) {
      const { key, name, nameZh, clearance } = role;
      const fresh = (name: string) => !given[key]?.includes(name);
      const grants = Object.entries(role.grants).map(([permission, reach]): RoleGrant => ({ permission, reach })).filter(({ permission }) => fresh(permission));
      const fields = rulesOf(role).filter((rule) => fresh(nameOf(rule)));
      if (!given[key]) await this.roles.add({ key, name, nameZh, clearance, grants, fields });
      else if (grants.length + fields.length > 0) await this.widen(key, grants, fields);
    }
    const now = ROLES.map((role) => [role.key, [...new Set([...(given[role.key] ?? []), ...givenOf(role)])]]);
    await this.db.put('setting', { name: NAME }, { value: JSON.stringify({ ...given, ...Object.fromEntries(now) }) });
  }
  private async widen(key: string, grants: readonly RoleGrant[], fields: readonly FieldRule[]): Promise<void> {
    const [role] = (await this.roles.list({ key })).items;
    if (!role) return;
    await this.roles.change(role.id, 'update', null, (one) => {
      const held = new Set(one.grants.map(({ permission }) => permission));
      one.grants = [...one.grants, ...grants.filter(({ permission }) => !held.has(permission))];
      const ruled = new Set(one.fields.map(nameOf));
      one.fields = [...one.fields, ...fields.filter((rule) => !ruled.has(nameOf(rule)))];
    }); // prettier-ignore
  }
  private async given(): Promise<Given> {
    const [row] = await this.db.read<{ value: string }>('SELECT `value` FROM `setting` WHERE `name` = ?', [NAME]);
    return row ? (JSON.parse(row.value) as Given) : {};
  }
}

const rulesOf = ({ fields = {} }: ReadyRole): FieldRule[] => Object.entries(fields).flatMap(([kind, own]) => Object.entries(own).map(([field, right]) => ({ kind, field, right })));
const nameOf = ({ kind, field }: FieldRule): string => `${kind}.${field}`;
const givenOf = (role: ReadyRole): string[] => [...Object.keys(role.grants), ...rulesOf(role).map(nameOf)];
const complete = (given: Given): boolean => ROLES.every((role) => givenOf(role).every((one) => given[role.key]?.includes(one)));
