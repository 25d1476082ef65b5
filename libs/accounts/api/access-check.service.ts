import { Injectable } from '@nestjs/common';
import { and, as, Database, Forbidden, NotFound, Permissions, reaches, reachOf, Records, ruledFields, scopeOf, sql, tableOf, type Principal } from '#kernel/api';
import { rightIn, reachIn, type AccessAnswer, type FieldAnswer, type Reason, type Rights, type VerbAnswer } from '#accounts/model';
import { FIELD_RIGHTS, type RecordView } from '#kernel/model';
import { Principals } from './principals.service.ts';
import { heldBy, RoleBook } from './role-book.service.ts';

/** Explains what somebody may do: yes or no by the very predicate that reads and writes carry, and the rules behind it. */
@Injectable()
export class AccessCheck {
  constructor(
    private readonly kernel: Records,
    private readonly principals: Principals,
    private readonly book: RoleBook,
    private readonly permissions: Permissions,
    private readonly db: Database,
  ) {}

  /** With a record, what may be done with that one; the asker must be able to see it. Throws NotFound. */
  async of(userId: string, kind: string, recordId: string | null): Promise<AccessAnswer> {
    const store = this.kernel.stores.get(kind);
    const [user] = await this.db.read("SELECT 1 FROM `user` WHERE `id` = ? AND `deletedKey` = ''", [userId]);
    if (!store || !user) throw new NotFound();
    const record = recordId ? await store.get(recordId).catch((error: unknown) => Promise.reject(error instanceof Forbidden ? new NotFound() : error)) : null;
    const principal = await this.principals.of(userId);
    const roles = await this.rolesOf(userId);
    if (!principal) return { active: false, verbs: this.verbsOf(kind).map((verb) => ({ verb, allowed: false, reasons: [] })), fields: [] };
    const verbs: VerbAnswer[] = [];
    for (const verb of this.verbsOf(kind)) verbs.push(await this.verb(principal, roles, kind, verb, record));
    return { active: true, verbs, fields: fieldsOf(principal, roles, kind) };
  }

  private async verb(principal: Principal, roles: ReadonlyMap<string, Rights>, kind: string, verb: string, record: RecordView | null): Promise<VerbAnswer> {
    const { info } = tableOf(kind);
    const permission = `${kind}.${verb}`;
    const reasons: Reason[] = [...roles].flatMap(([role, rights]) => {
      const reach = reachIn(rights, permission);
      const alone = { ...principal, grants: { ...rights.grants } };
      return reach ? [{ by: 'role' as const, role, reach, holds: record === null || reaches(permission, record as never, info.owned, alone) }] : [];
    }); // prettier-ignore
    const held = reachOf(permission, principal) !== null;
    const allowed = held && (record === null || (await this.reached(principal, kind, verb, record.id)));
    if (allowed && record && !reasons.some(({ holds }) => holds)) {
      const others = Object.fromEntries(Object.entries(principal.shares?.kinds ?? {}).filter(([shared]) => shared !== kind));
      const alone = { ...principal, shares: { kinds: others, at: principal.shares?.at ?? '' } };
      reasons.push({ by: (await this.reached(alone, kind, verb, record.id)) ? 'link' : 'share', holds: true });
    }
    return { verb, allowed, reasons };
  }

  /** Asks the database, with the predicate that every statement of that person carries. */
  private async reached(principal: Principal, kind: string, verb: string, id: string): Promise<boolean> {
    const table = tableOf(kind);
    const where = as(principal, () => and(sql('r.`id` = ?', id), scopeOf(table, verb)));
    return (await this.db.read(`SELECT 1 FROM \`${table.table}\` r WHERE ${where.text}`, [...where.params])).length > 0;
  }

  private verbsOf = (kind: string): string[] => [...this.permissions.all()].filter((permission) => permission.startsWith(`${kind}.`)).map((permission) => permission.slice(kind.length + 1));

  private async rolesOf(userId: string): Promise<Map<string, Rights>> {
    const { byKey } = await this.book.all();
    const rows = await this.db.read<{ value: string }>('SELECT `value` FROM `user_roles` WHERE `recordId` = ? ORDER BY `position`', [userId]);
    return new Map(rows.flatMap(({ value }) => (byKey.has(value) ? [[value, byKey.get(value) as Rights] as const] : [])));
  }
}

/** What of a kind's fields is not free for somebody, and the role that gives the most. */
function fieldsOf(principal: Principal, roles: ReadonlyMap<string, Rights>, kind: string): FieldAnswer[] {
  const held = heldBy(principal);
  return ruledFields(tableOf(kind)).flatMap((field) => {
    const right = rightIn(held, kind, field);
    if (right === 'write') return [];
    const speaking = [...roles].filter(([, rights]) => Object.keys(rights.grants).some((permission) => permission.startsWith(`${kind}.`)));
    const [most] = speaking.sort(([, a], [, b]) => FIELD_RIGHTS.indexOf(rightIn(b, kind, field)) - FIELD_RIGHTS.indexOf(rightIn(a, kind, field)));
    return [{ field: field.name, right, role: most?.[0] ?? null }];
  });
}
