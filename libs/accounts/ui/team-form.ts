import { NewTeam, Team, TeamChange } from '#accounts/model';
import { type FormLayout } from '#workbench/ui';

export const TEAM_FORM: FormLayout<Team> = {
  of: Team, create: NewTeam, change: TeamChange,
  groups: [{ key: 'team.group.main', fields: ['name', 'parentId', 'headId'] }],
}; // prettier-ignore
