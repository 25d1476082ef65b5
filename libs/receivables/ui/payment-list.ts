import { ChangeDetectionStrategy, Component, inject } from '@angular/core';
import { Words } from '#kernel/ui';
import { RecordList, type View } from '#workbench/ui';
import { Payment } from '#receivables/model';
import { PAYMENT_FORM } from './forms.ts';
import { ReceivablesTabs } from './receivables-tabs.ts';

/** What came in, and what was written off. */
@Component({
  selector: 'crm-payment-list',
  imports: [ReceivablesTabs, RecordList],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <crm-receivables-tabs />
    <crm-record-list [of]="of" [columns]="['number', 'customerId', 'amount', 'unallocated', 'receivedOn', 'approval', 'contractId', 'method', 'kind', 'payer', 'ownerId']" [card]="['customerId', 'amount', 'receivedOn']" [views]="views" [layout]="layout" [mark]="mark" />
  `,
  styles: ':host { display: flex; flex-direction: column; min-height: 0; height: 100%; } crm-record-list { flex: 1; min-height: 0; }',
})
export class PaymentList {
  private readonly words = inject(Words);
  protected readonly of = Payment;
  protected readonly layout = PAYMENT_FORM;
  protected readonly views: View[] = [
    { key: 'all', params: {} }, { key: 'mine', params: { ownerId: 'me' } }, { key: 'month', params: { receivedOn: 'this-month' } }, { key: 'unmatched', params: { unmatched: 'true' } },
    { key: 'approval', params: { approval: 'in_approval' } }, { key: 'write-offs', params: { kind: 'write-off' } },
  ]; // prettier-ignore
  protected readonly mark = ({ reversalOfId, reversedById }: Payment) => (reversedById ? this.words.t('payment.isReversed') : reversalOfId ? this.words.t('payment.isReversal') : '');
}
