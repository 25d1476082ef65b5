import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { as, Database, DuplicateKey, Migrator, Problem, SYSTEM, UnitOfWork } from '#kernel/api';
import { ROLES, type ReadyRole, type FieldRule, type RoleGrant } from '#accounts/model';
import { RoleService } from './role.service.ts';

const NAME = 'ready-roles';
/** The permissions each ready role was given so far, by its key. */
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
    for (const { key, name, nameZh, clearance, grants, fields } of ROLES) {
      const fresh = Object.entries(grants).filter(([permission]) => !given[key]?.includes(permission)).map(([permission, reach]) => ({ permission, reach }));
      if (!given[key]) await this.roles.add({ key, name, nameZh, clearance, grants: fresh, fields: rulesOf(fields) });
      else if (fresh.length > 0) await this.widen(key, fresh, rulesOf(fields));
    }
    const now = ROLES.map(({ key, grants }) => [key, [...new Set([...(given[key] ?? []), ...Object.keys(grants)])]]);
    await this.db.put('setting', { name: NAME }, { value: JSON.stringify({ ...given, ...Object.fromEntries(now) }) });
  }
  private async widen(key: string, fresh: readonly RoleGrant[], rules: readonly FieldRule[]): Promise<void> {
    const [role] = (await this.roles.list({ key })).items;
    if (!role) return;
    await this.roles.change(role.id, 'update', null, (one) => {
      const held = new Set(one.grants.map(({ permission }) => permission));
      // What is hidden of a kind comes with the first right to it.
      const known = new Set([...held].map((permission) => permission.split('.')[0]));
      one.fields = [...one.fields, ...rules.filter(({ kind }) => !known.has(kind) && fresh.some(({ permission }) => permission.startsWith(`${kind}.`)))];
      one.grants = [...one.grants, ...fresh.filter(({ permission }) => !held.has(permission))];
    }); // prettier-ignore
  }
  private async given(): Promise<Given> {
    const [row] = await this.db.read<{ value: string }>('SELECT `value` FROM `setting` WHERE `name` = ?', [NAME]);
    return row ? (JSON.parse(row.value) as Given) : {};
  }
}

const rulesOf = (fields: ReadyRole['fields'] = {}): FieldRule[] => Object.entries(fields).flatMap(([kind, own]) => Object.entries(own).map(([field, right]) => ({ kind, field, right })));
const complete = (given: Given): boolean => ROLES.every(({ key, grants }) => Object.keys(grants).every((permission) => given[key]?.includes(permission)));
