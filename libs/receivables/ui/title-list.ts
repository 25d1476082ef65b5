import { ChangeDetectionStrategy, Component } from '@angular/core';
import { RecordList } from '#workbench/ui';
import { InvoiceTitle } from '#receivables/model';
import { TITLE_FORM } from './forms.ts';

/** In whose names customers want invoices. */
@Component({
  selector: 'crm-title-list',
  imports: [RecordList],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `<crm-record-list [of]="of" [columns]="['name', 'customerId', 'kind', 'taxNumber', 'standard']" [card]="['customerId', 'taxNumber']" [layout]="layout" />`,
})
export class TitleList {
  protected readonly of = InvoiceTitle;
  protected readonly layout = TITLE_FORM;
}
