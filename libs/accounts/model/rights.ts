import { FIELD_RIGHTS, REACHES, type Field, type FieldRight, type Reach } from '#kernel/model';

/** The rights of a role, or of several that add up. */
export interface Rights {
  readonly clearance: number;
  /** Reach of each permission; '*' stands for every one. */
  readonly grants: Readonly<Record<string, Reach>>;
  /** What differs from the clearance, by 'kind.field'. */
  readonly fields: Readonly<Record<string, FieldRight>>;
}
/** The fields of a kind that roles may rule. */
export interface RuledKind {
  readonly kind: string;
  readonly fields: readonly Pick<Field, 'name' | 'sensitive'>[];
}

const wider = (a: Reach | undefined, b: Reach): Reach => (a && REACHES.indexOf(a) >= REACHES.indexOf(b) ? a : b);
const freer = (a: FieldRight | undefined, b: FieldRight): FieldRight => (a && FIELD_RIGHTS.indexOf(a) >= FIELD_RIGHTS.indexOf(b) ? a : b);
export const NOTHING: Rights = { clearance: 0, grants: {}, fields: {} };

/** How far a permission goes; null when it is not given. */
export const reachIn = ({ grants }: Pick<Rights, 'grants'>, permission: string): Reach | null => grants['*'] ?? grants[permission] ?? null;

/** What rights say of a field. */
export function rightIn({ clearance, fields, grants }: Rights, kind: string, { name, sensitive }: Pick<Field, 'name' | 'sensitive'>): FieldRight {
  if (grants['*']) return 'write';
  return fields[`${kind}.${name}`] ?? (sensitive > clearance ? 'masked' : 'write');
}
/** A role speaks of the fields of a kind when it gives anything on that kind. */
const speaksOf = ({ grants }: Rights, kind: string): boolean => '*' in grants || Object.keys(grants).some((permission) => permission.startsWith(`${kind}.`));

/** Several roles add up: the widest reach, the freest right to a field, among the roles that give something on its kind. */
export function sumOf(roles: readonly Rights[], kinds: readonly RuledKind[]): Rights {
  const grants: Record<string, Reach> = {};
  for (const role of roles) for (const [permission, reach] of Object.entries(role.grants)) grants[permission] = wider(grants[permission], reach);
  const clearance = Math.max(0, ...roles.map((role) => role.clearance));
  const fields: Record<string, FieldRight> = {};
  for (const { kind, fields: own } of kinds) {
    const speaking = roles.filter((role) => speaksOf(role, kind));
    for (const field of own) {
      const right = speaking.map((role) => rightIn(role, kind, field)).reduce<FieldRight | undefined>(freer, undefined);
      if (right && right !== rightIn({ clearance, fields: {}, grants: {} }, kind, field)) fields[`${kind}.${field.name}`] = right;
    }
  }
  return { clearance, grants, fields };
}

/** What some rights give beyond others: permissions, 'clearance' and fields by 'kind.field'. Nobody gives what they do not hold. */
export function beyond(given: Rights, held: Rights, kinds: readonly RuledKind[]): string[] {
  if (held.grants['*']) return [];
  const reach = (permission: string) => REACHES.indexOf(reachIn(held, permission) as Reach);
  const permissions = Object.entries(given.grants).filter(([permission, wanted]) => reach(permission) < REACHES.indexOf(wanted));
  const fields = kinds.filter(({ kind }) => speaksOf(given, kind)).flatMap(({ kind, fields: own }) =>
    own.filter((field) => FIELD_RIGHTS.indexOf(rightIn(given, kind, field)) > FIELD_RIGHTS.indexOf(rightIn(held, kind, field))).map(({ name }) => `${kind}.${name}`),
  ); // prettier-ignore
  return [...permissions.map(([permission]) => permission), ...(given.clearance > held.clearance ? ['clearance'] : []), ...fields];
}
