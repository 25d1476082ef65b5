import { RecordTable } from '#kernel/api';
import { ADMINISTRATOR, User } from '#accounts/model';

/** A user's own rules. */
@RecordTable({ unique: [['username', 'deletedKey'], ['emailBlind', 'deletedKey']], indexes: [['deletedKey', 'name', 'id'], ['deletedKey', 'username', 'id'], ['primaryTeamId']] })
export class UserEntity extends User {
  get isAdministrator(): boolean {
    return this.status !== 'inactive' && !this.deletedAt && this.roles.includes(ADMINISTRATOR);
  }
  deactivate(): void {
    this.status = 'inactive';
  }
  activate(hasPassword: boolean): void {
    this.status = hasPassword ? 'active' : 'invited';
  }
}
