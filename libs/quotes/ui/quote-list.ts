import { ChangeDetectionStrategy, Component } from '@angular/core';
import { Quote } from '#quotes/model';
import { RecordList, type View } from '#workbench/ui';
import { QUOTE_FORM } from './quote-form.ts';

/** All quotes. */
@Component({
  selector: 'crm-quote-list',
  imports: [RecordList],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `<crm-record-list [of]="of" [columns]="columns" [card]="['customerId', 'total', 'validUntil']" [views]="views" [layout]="layout" />`,
})
export class QuoteList {
  protected readonly of = Quote;
  protected readonly layout = QUOTE_FORM;
  protected readonly columns = ['name', 'number', 'customerId', 'status', 'total', 'discountRate', 'validUntil', 'revision', 'ownerId', 'sentOn', 'answeredOn', 'opportunityId'] as const;
  protected readonly views: View[] = [
    { key: 'all', params: {} },
    { key: 'mine', params: { ownerId: 'me' } },
    { key: 'draft', params: { status: 'draft,rejected' } },
    { key: 'approval', params: { status: 'in_approval' } },
    { key: 'sent', params: { status: 'sent' } },
    { key: 'ending', params: { status: 'sent', validUntil: 'next-7-days' } },
    { key: 'accepted', params: { status: 'accepted' } },
  ];
}
