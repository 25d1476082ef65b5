import { ChangeDetectionStrategy, Component, computed, inject, input, viewChild } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { Session, T } from '#kernel/ui';
import { RecordPage, RelatedCard } from '#workbench/ui';
import { OUTSTANDING, Payment, type Receivable } from '#receivables/model';
import { RECEIVABLE_FORM } from './forms.ts';
import { PaymentDialog } from './payment-dialog.ts';

/** A row of a plan, with the payments that stand on it. */
@Component({
  selector: 'crm-receivable-page',
  imports: [MatButton, RecordPage, RelatedCard, T],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <crm-record-page #page [layout]="layout" [id]="id()" [highlights]="['customerId', 'amount', 'open', 'dueOn', 'ownerId']">
      <ng-container actions>@if (payable()) { <button matButton="filled" (click)="pay()">{{ 'payment.action.record' | t }}</button> }</ng-container>
      <ng-container related><crm-related-card [of]="payment" [query]="payments()" [shows]="['amount', 'receivedOn', 'approval']" /></ng-container>
    </crm-record-page>
  `,
})
export class ReceivablePage {
  readonly id = input.required<string>();
  protected readonly layout = RECEIVABLE_FORM;
  protected readonly payment = Payment;
  private readonly page = viewChild.required<RecordPage<Receivable>>('page');
  private readonly session = inject(Session);
  private readonly dialog = inject(PaymentDialog);
  protected readonly payments = computed(() => ({ receivableId: this.id() }));
  protected readonly payable = computed(() => OUTSTANDING.includes(this.page().current()?.status ?? 'void') && this.session.can('payment.create'));

  protected async pay(): Promise<void> {
    const row = this.page().current();
    if (row) await this.dialog.open(row.contractId, row);
  }
}
