import { ChangeDetectionStrategy, Component, input } from '@angular/core';
import { RecordPage } from '#workbench/ui';
import { CONTACT_FORM } from './contact-form.ts';
import { ContactLinks } from './contact-links.ts';

/** A person at a customer, and every customer they work for. */
@Component({
  selector: 'crm-contact-page',
  imports: [ContactLinks, RecordPage],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <crm-record-page #page [layout]="layout" [id]="id()" [highlights]="['customerId', 'title', 'decisionRole', 'ownerId']">
      <ng-container related>@if (page.current(); as contact) { <crm-contact-links [contact]="contact" /> }</ng-container>
    </crm-record-page>
  `,
})
export class ContactPage {
  readonly id = input.required<string>();
  protected readonly layout = CONTACT_FORM;
}
