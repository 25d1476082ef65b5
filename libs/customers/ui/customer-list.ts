import { ChangeDetectionStrategy, Component } from '@angular/core';
import { Customer } from '#customers/model';
import { RecordList, type View } from '#workbench/ui';
import { CUSTOMER_FORM } from './customer-form.ts';

@Component({
  selector: 'crm-customer-list',
  imports: [RecordList],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `<crm-record-list [of]="of" [columns]="['name', 'industry', 'status', 'level', 'ownerId', 'city', 'revenue', 'createdAt']" [card]="['industry', 'ownerId']" [views]="views" [layout]="layout" />`,
})
export class CustomerList {
  protected readonly of = Customer;
  protected readonly layout = CUSTOMER_FORM;
  protected readonly views: View[] = [
    { key: 'all', params: {} }, { key: 'mine', params: { ownerId: 'me' } }, { key: 'team', params: { teamId: 'my-team' } }, { key: 'month', params: { createdAt: 'this-month' } },
  ]; // prettier-ignore
}
