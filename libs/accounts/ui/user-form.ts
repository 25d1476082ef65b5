import { NewUser, User, UserChange } from '#accounts/model';
import { type FormLayout } from '#workbench/ui';
import { RolesPart } from './roles-part.ts';

export const USER_FORM: FormLayout<User> = {
  of: User, create: NewUser, change: UserChange,
  groups: [{ key: 'user.group.main', fields: ['name', 'username', 'email', 'primaryTeamId', 'language'] }],
  part: RolesPart,
}; // prettier-ignore
