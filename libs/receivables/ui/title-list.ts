import { ChangeDetectionStrategy, Component } from '@angular/core';
import { RecordList } from '#workbench/ui';
import { InvoiceTitle } from '#receivables/model';
import { TITLE_FORM } from './forms.ts';
import { ReceivablesTabs } from './receivables-tabs.ts';

/** In whose names customers want invoices. */
@Component({
  selector: 'crm-title-list',
  imports: [ReceivablesTabs, RecordList],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `<crm-receivables-tabs /><crm-record-list [of]="of" [columns]="['name', 'customerId', 'kind', 'taxNumber', 'standard']" [card]="['customerId', 'taxNumber']" [layout]="layout" />`,
  styles: ':host { display: flex; flex-direction: column; min-height: 0; height: 100%; } crm-record-list { flex: 1; min-height: 0; }',
})
export class TitleList {
  protected readonly of = InvoiceTitle;
  protected readonly layout = TITLE_FORM;
}
