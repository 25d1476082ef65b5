import { Injectable } from '@nestjs/common';
import { Clock, currentPrincipal, Database, recordTables, ruledFields, type Principal } from '#kernel/api';
import type { FieldRight, Reach } from '#kernel/model';
import { sumOf, type Rights, type RuledKind } from '#accounts/model';

/** Every role as it was at a moment. */
export interface Roles {
  readonly byKey: ReadonlyMap<string, Rights>;
  readonly readAt: number;
}
/** With the way there and back, a change acts within a second. */
const FRESH_MS = 700;

/** What principals hold, as rights that can be compared. */
export const heldBy = ({ clearance, grants, fields = {} }: Principal): Rights => ({ clearance, grants, fields });
export const heldNow = (): Rights => heldBy(currentPrincipal());
let kinds: readonly RuledKind[] | null = null;
/** The kinds whose fields roles may rule. */
export const ruledKinds = (): readonly RuledKind[] => (kinds ??= recordTables().map((table) => ({ kind: table.info.name, fields: ruledFields(table) })));

/** The roles of the workspace, read once a second at most. */
@Injectable()
export class RoleBook {
  private known: Promise<Roles> | null = null;
  private until = 0;

  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
  ) {}

  /** What roles of these keys add up to; a key that is no role gives nothing. */
  sum(keys: readonly string[], { byKey }: Roles): Rights {
    return sumOf(keys.flatMap((key) => byKey.get(key) ?? []), ruledKinds());
  }

  /** All roles, at most a second old. */
  all(): Promise<Roles> {
    const now = this.clock.now().getTime();
    if (this.known && this.until > now) return this.known;
    this.until = now + FRESH_MS;
    const reading = this.read(now);
    this.known = reading;
    reading.catch(() => this.known === reading && this.forget());
    return reading;
  }
  forget(): void {
    this.known = null;
  }

  /** What every role is called: people choose from them, and see them on each other. */
  names(): Promise<{ key: string; name: string; nameZh: string | null }[]> {
    return this.db.read("SELECT `key`, `name`, `nameZh` FROM `role` WHERE `deletedKey` = '' ORDER BY `name`, `id`");
  }

  /** All roles as this unit of work sees them. */
  async read(readAt = this.clock.now().getTime()): Promise<Roles> {
    const roles = await this.db.read<{ id: string; key: string; clearance: number }>("SELECT `id`, `key`, `clearance` FROM `role` WHERE `deletedKey` = ''");
    const grants = await this.db.read<{ recordId: string; permission: string; reach: Reach }>('SELECT `recordId`, `permission`, `reach` FROM `role_grants`');
    const fields = await this.db.read<{ recordId: string; kind: string; field: string; right: FieldRight }>('SELECT `recordId`, `kind`, `field`, `right` FROM `role_fields`');
    const [grantsOf, fieldsOf] = [Map.groupBy(grants, ({ recordId }) => recordId), Map.groupBy(fields, ({ recordId }) => recordId)];
    const rights = ({ id, clearance }: { id: string; clearance: number }): Rights => ({
      clearance: Number(clearance),
      grants: Object.fromEntries((grantsOf.get(id) ?? []).map(({ permission, reach }) => [permission, reach])),
      fields: Object.fromEntries((fieldsOf.get(id) ?? []).map(({ kind, field, right }) => [`${kind}.${field}`, right])),
    });
    return { byKey: new Map(roles.map((role) => [role.key, rights(role)])), readAt };
  }
}
