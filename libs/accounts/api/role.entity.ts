import { RecordTable } from '#kernel/api';
import { ADMINISTRATOR, Role, type Rights } from '#accounts/model';

/** A role's own rules. */
@RecordTable({ unique: [['key', 'deletedKey']], indexes: [['deletedKey', 'name', 'id']] })
export class RoleEntity extends Role {
  get fixed(): boolean {
    return this.key === ADMINISTRATOR;
  }
}

/** What a role gives. */
export const rightsOf = ({ clearance, grants, fields }: Pick<Role, 'clearance' | 'grants' | 'fields'>): Rights => ({
  clearance,
  grants: Object.fromEntries(grants.map(({ permission, reach }) => [permission, reach])),
  fields: Object.fromEntries(fields.map(({ kind, field, right }) => [`${kind}.${field}`, right])),
});
