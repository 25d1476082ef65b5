import { ChangeDetectionStrategy, Component } from '@angular/core';
import { RecordList, type View } from '#workbench/ui';
import { Invoice } from '#receivables/model';
import { INVOICE_FORM } from './forms.ts';
import { ReceivablesTabs } from './receivables-tabs.ts';

/** All invoices, asked for and issued. */
@Component({
  selector: 'crm-invoice-list',
  imports: [ReceivablesTabs, RecordList],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <crm-receivables-tabs />
    <crm-record-list [of]="of" [columns]="['number', 'customerId', 'contractId', 'amount', 'status', 'approval', 'kind', 'invoiceNumber', 'issuedOn', 'ownerId']" [card]="['customerId', 'amount', 'issuedOn']" [views]="views" [layout]="layout" />
  `,
  styles: ':host { display: flex; flex-direction: column; min-height: 0; height: 100%; } crm-record-list { flex: 1; min-height: 0; }',
})
export class InvoiceList {
  protected readonly of = Invoice;
  protected readonly layout = INVOICE_FORM;
  protected readonly views: View[] = [
    { key: 'all', params: {} }, { key: 'mine', params: { ownerId: 'me' } }, { key: 'toIssue', params: { status: 'to_issue' } },
    { key: 'issued', params: { status: 'issued', sort: '-issuedOn' } }, { key: 'approval', params: { approval: 'in_approval' } },
  ]; // prettier-ignore
}
