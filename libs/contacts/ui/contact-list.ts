import { ChangeDetectionStrategy, Component } from '@angular/core';
import { Contact } from '#contacts/model';
import { RecordList, type View } from '#workbench/ui';
import { CONTACT_FORM } from './contact-form.ts';

@Component({
  selector: 'crm-contact-list',
  imports: [RecordList],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `<crm-record-list [of]="of" [columns]="['name', 'customerId', 'title', 'decisionRole', 'phones', 'emails', 'ownerId', 'createdAt']" [card]="['customerId', 'title']" [views]="views" [layout]="layout" />`,
})
export class ContactList {
  protected readonly of = Contact;
  protected readonly layout = CONTACT_FORM;
  protected readonly views: View[] = [{ key: 'all', params: {} }, { key: 'mine', params: { ownerId: 'me' } }, { key: 'month', params: { createdAt: 'this-month' } }];
}
