import { ChangeDetectionStrategy, Component } from '@angular/core';
import { Team } from '#accounts/model';
import { RecordList } from '#workbench/ui';
import { TEAM_FORM } from './team-form.ts';

@Component({
  selector: 'crm-team-list',
  imports: [RecordList],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `<crm-record-list [of]="of" [columns]="['name', 'parentId', 'headId']" [card]="['parentId', 'headId']" [layout]="layout" />`,
})
export class TeamList {
  protected readonly of = Team;
  protected readonly layout = TEAM_FORM;
}
