import { ChangeDetectionStrategy, Component } from '@angular/core';
import { User } from '#accounts/model';
import { RecordList, type View } from '#workbench/ui';
import { USER_FORM } from './user-form.ts';

@Component({
  selector: 'crm-user-list',
  imports: [RecordList],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `<crm-record-list [of]="of" [columns]="['name', 'username', 'status', 'primaryTeamId', 'roles', 'email']" [card]="['username', 'primaryTeamId']" [views]="views" [layout]="layout" />`,
})
export class UserList {
  protected readonly of = User;
  protected readonly layout = USER_FORM;
  protected readonly views: View[] = [{ key: 'all', params: {} }, { key: 'active', params: { status: 'active' } }, { key: 'invited', params: { status: 'invited' } }];
}
