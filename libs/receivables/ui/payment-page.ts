import { NgTemplateOutlet } from '@angular/common';
import { ChangeDetectionStrategy, Component, computed, inject, input, viewChild } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { RouterLink } from '@angular/router';
import { approvalAhead, ApprovalPanel } from '#approvals/ui';
import type { Named } from '#kernel/model';
import { Formats, Session, T, Toast } from '#kernel/ui';
import { RecordPage, Records, StatusChip, VerbDialog } from '#workbench/ui';
import { Payment, Reversal, type Allocation } from '#receivables/model';
import { PAYMENT_FORM } from './forms.ts';

/** A payment: what it is for, and how it is taken back. */
@Component({
  selector: 'crm-payment-page',
  imports: [ApprovalPanel, MatButton, NgTemplateOutlet, RecordPage, RouterLink, StatusChip, T],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <crm-record-page #page [layout]="layout" [id]="id()" [highlights]="['customerId', 'amount', 'unallocated', 'receivedOn', 'approval']">
      <ng-container actions>
        @if (page.current(); as payment) {
          @if (payment.reversedById) { <crm-status-chip tone="danger">{{ 'payment.isReversed' | t }}</crm-status-chip> }
          @if (payment.reversalOfId) { <crm-status-chip tone="neutral">{{ 'payment.isReversal' | t }}</crm-status-chip> }
          @if (matchable()) { <a matButton="filled" routerLink="/receivables/match" [queryParams]="{ payment: payment.id }">{{ 'payment.action.match' | t }}</a> }
          @if (reversible()) { <button matButton="outlined" (click)="reverse()">{{ 'payment.action.reverse' | t }}</button> }
        }
      </ng-container>
      <ng-container lines>
        @if (page.current(); as payment) {
          @if (payment.allocations.length > 0) {
            <section>
              <h2>{{ 'payment.field.allocations' | t }}</h2>
              @for (part of payment.allocations; track part.receivableId) { <p><a [routerLink]="['/receivables', part.receivableId]">{{ nameOf(part) }}</a><b>{{ formats.money(part.amount, payment.currency) }}</b></p> }
            </section>
          }
        }
      </ng-container>
      <ng-container whole>@if (ahead()) { <ng-container [ngTemplateOutlet]="approval" /> }</ng-container>
      <ng-container related>@if (!ahead()) { <ng-container [ngTemplateOutlet]="approval" /> }</ng-container>
    </crm-record-page>
    <ng-template #approval>@if (page.current(); as payment) { @if (payment.contractId && !payment.reversalOfId && payment.kind === 'receipt') { <crm-approval-panel kind="payment" [id]="payment.id" [version]="payment.version" [approval]="payment.approval" [leads]="!matchable()" [ahead]="ahead()" (changed)="page.record.reload()" /> } }</ng-template>
  `,
  styles: 'section { padding: 8px 16px 12px; border: 1px solid var(--mat-sys-outline-variant); border-radius: 10px; background: var(--mat-sys-surface); } h2 { margin: 8px 0; font-size: 14px; font-weight: 600; } p { display: flex; justify-content: space-between; margin: 0; padding: 6px 0; font-variant-numeric: tabular-nums; } p + p { border-top: 1px solid var(--mat-sys-outline-variant); } b { font-weight: 500; }',
})
export class PaymentPage {
  readonly id = input.required<string>();
  protected readonly layout = PAYMENT_FORM;
  protected readonly formats = inject(Formats);
  protected readonly ahead = approvalAhead(() => this.page().current()?.approval);
  private readonly page = viewChild.required<RecordPage<Payment>>('page');
  private readonly session = inject(Session);
  private readonly records = inject(Records);
  private readonly sheet = inject(VerbDialog);
  private readonly toast = inject(Toast);

  private readonly stands = computed(() => !this.page().current()?.reversedById && !this.page().current()?.reversalOfId);
  protected readonly matchable = computed(() => this.stands() && (this.page().current()?.unallocated ?? 0) > 0 && this.page().current()?.approval !== 'in_approval' && this.session.can('payment.update'));
  protected readonly reversible = computed(() => this.stands() && this.page().current()?.approval === 'approved' && this.session.can('payment.reverse'));
  protected nameOf = (part: Allocation) => (part as Allocation & { receivable?: Named | null }).receivable?.name ?? '';

  protected async reverse(): Promise<void> {
    const payment = this.page().current();
    if (!payment) return;
    const { number, amount, currency } = payment;
    const done = await this.sheet.open<Payment>({
      title: 'payment.reverseTitle', says: 'payment.reverseHint', params: { number, amount: this.formats.money(-amount, currency) }, yes: 'payment.action.reverse', of: Reversal, names: ['receivedOn', 'reason'],
      labels: { receivedOn: 'payment.field.receivedOn', reason: 'payment.field.reason' }, start: { receivedOn: this.formats.today }, send: (body) => this.records.verb(Payment, payment, 'reverse', body),
    }); // prettier-ignore
    if (done) this.toast.show('payment.reversed', { number });
  }
}
