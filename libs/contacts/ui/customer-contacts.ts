import { ChangeDetectionStrategy, Component, computed, input } from '@angular/core';
import type { RecordView } from '#kernel/model';
import { RelatedCard } from '#workbench/ui';
import { Contact } from '#contacts/model';
import { CONTACT_FORM } from './contact-form.ts';

/** The people at a customer, on the customer's page. */
@Component({
  selector: 'crm-customer-contacts',
  imports: [RelatedCard],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `<crm-related-card [of]="of" [query]="query()" [shows]="['title', 'decisionRole', 'phones']" [layout]="layout" [start]="query()" />`,
})
export class CustomerContacts {
  readonly record = input.required<RecordView>();
  protected readonly of = Contact;
  protected readonly layout = CONTACT_FORM;
  protected readonly query = computed(() => ({ customerId: this.record().id }));
}
