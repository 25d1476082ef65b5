import { RecordTable } from '#kernel/api';
import { ADMINISTRATOR, Role, type Rights } from '#accounts/model';

/** A role's own rules. */
@RecordTable({ unique: [['key', 'deletedKey']], indexes: [['deletedKey', 'name', 'id']] })
export class RoleEntity extends Role {
  get fixed(): boolean {
    return this.key === ADMINISTRATOR;
  }
  get rights(): Rights {
    return {
      clearance: this.clearance,
      grants: Object.fromEntries(this.grants.map(({ permission, reach }) => [permission, reach])),
      fields: Object.fromEntries(this.fields.map(({ kind, field, right }) => [`${kind}.${field}`, right])),
    };
  }
}
