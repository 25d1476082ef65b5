import { ChangeDetectionStrategy, Component, input } from '@angular/core';
import { RecordPage } from '#workbench/ui';
import { QUOTE_FORM } from './quote-form.ts';

/** A quote: what it offers, where it stands, how it goes on. */
@Component({
  selector: 'crm-quote-page',
  imports: [RecordPage],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `<crm-record-page [layout]="layout" [id]="id()" [highlights]="['customerId', 'total', 'validUntil', 'ownerId']" />`,
})
export class QuotePage {
  readonly id = input.required<string>();
  protected readonly layout = QUOTE_FORM;
}
