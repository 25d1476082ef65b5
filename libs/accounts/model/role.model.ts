import { Choice, FIELD_RIGHTS, InputOf, Integer, Lines, PartialType, REACHES, RecordOf, RecordView, Text, type FieldRight, type Reach } from '#kernel/model';

const key = { code: 'role-key', holds: (text: string) => /^[a-z0-9][a-z0-9-]{0,38}$/.test(text) };

/** A permission a role gives, and how far it goes. */
export class RoleGrant {
  @Text({ max: 80 }) permission!: string;
  @Choice(REACHES) reach!: Reach;
}
/** What a role may do with one field of a kind; without one, its clearance says. */
export class FieldRule {
  @Text({ max: 40 }) kind!: string;
  @Text({ max: 60 }) field!: string;
  @Choice(FIELD_RIGHTS) right!: FieldRight;
}

/** A named set of rights that people hold; several add up. */
@RecordOf({ name: 'role', path: 'roles', search: ['key', 'name', 'nameZh'], order: 'name', owned: false })
export class Role extends RecordView {
  /** What people's records say, and what stays when the name changes. */
  @Text({ max: 40, filter: true, rule: key }) key!: string;
  @Text({ max: 60, sort: true, filter: true }) name!: string;
  @Text({ max: 60, optional: true }) nameZh!: string | null;
  @Text({ max: 200, optional: true }) purpose!: string | null;
  /** The most sensitive fields it sees: 1 personal, 2 confidential, 3 secret; above that stand masks. */
  @Integer({ min: 0, max: 3 }) clearance!: number;
  @Lines(RoleGrant, { max: 1000 }) grants!: RoleGrant[];
  @Lines(FieldRule, { max: 1000 }) fields!: FieldRule[];
}
export class NewRole extends InputOf(Role) {}
export class RoleChange extends PartialType(InputOf(Role, 'key')) {}
