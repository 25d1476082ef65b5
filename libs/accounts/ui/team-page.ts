import { ChangeDetectionStrategy, Component, computed, input } from '@angular/core';
import { Team, User } from '#accounts/model';
import { T } from '#kernel/ui';
import { RecordPage, RelatedCard } from '#workbench/ui';
import { TEAM_FORM } from './team-form.ts';
import { USER_FORM } from './user-form.ts';

/** A node of the company's tree: its head, the teams below, its people. */
@Component({
  selector: 'crm-team-page',
  imports: [RecordPage, RelatedCard, T],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <crm-record-page [layout]="layout" [id]="id()" [highlights]="['headId', 'parentId']">
      <ng-container related>
        <crm-related-card [of]="user" [query]="members()" [shows]="['username', 'status']" [layout]="userForm" [start]="{ primaryTeamId: id() }" />
        <crm-related-card [of]="team" [query]="below()" [shows]="['headId']" [layout]="layout" [start]="{ parentId: id() }" [title]="'team.below' | t" />
      </ng-container>
    </crm-record-page>
  `,
})
export class TeamPage {
  readonly id = input.required<string>();
  protected readonly layout = TEAM_FORM;
  protected readonly userForm = USER_FORM;
  protected readonly team = Team;
  protected readonly user = User;
  protected readonly members = computed(() => ({ primaryTeamId: this.id() }));
  protected readonly below = computed(() => ({ parentId: this.id() }));
}
