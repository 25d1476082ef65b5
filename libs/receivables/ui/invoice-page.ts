import { NgTemplateOutlet } from '@angular/common';
import { ChangeDetectionStrategy, Component, computed, inject, input, viewChild } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { approvalAhead, ApprovalPanel } from '#approvals/ui';
import { DocumentsPanel } from '#documents/ui';
import type { Class } from '#kernel/model';
import { Formats, Session, T, Toast } from '#kernel/ui';
import { RecordPage, Records, VerbDialog } from '#workbench/ui';
import { Invoice, Issue, RedReversal, Voiding } from '#receivables/model';
import { INVOICE_FORM } from './forms.ts';
import { InvoicePaper } from './invoice-paper.ts';

type Verb = 'issue' | 'red-reverse' | 'void';
const ASKS: Readonly<Record<Verb, { body: Class; fields: string[] }>> = {
  issue: { body: Issue, fields: ['invoiceNumber', 'issuedOn'] },
  'red-reverse': { body: RedReversal, fields: ['redNumber', 'reversedOn', 'reason'] },
  void: { body: Voiding, fields: ['reason'] },
};

/** An invoice, from the request to the number, and its end. */
@Component({
  selector: 'crm-invoice-page',
  imports: [ApprovalPanel, DocumentsPanel, InvoicePaper, MatButton, NgTemplateOutlet, RecordPage, T],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <crm-record-page #page [layout]="layout" [id]="id()" [highlights]="['customerId', 'amount', 'approval', 'invoiceNumber', 'issuedOn']">
      <ng-container actions>
        @for (verb of verbs(); track verb) { <button [matButton]="verb === 'issue' ? 'filled' : 'outlined'" (click)="act(verb)">{{ 'invoice.action.' + verb | t }}</button> }
      </ng-container>
      <ng-container lines>@if (page.current(); as invoice) { <crm-invoice-paper [invoice]="invoice" /> }</ng-container>
      <ng-container middle>@if (page.current(); as invoice) { <crm-documents-panel kind="invoice" [id]="invoice.id" [locked]="!session.can('invoice.update')" /> }</ng-container>
      <ng-container whole>@if (ahead()) { <ng-container [ngTemplateOutlet]="approval" /> }</ng-container>
      <ng-container related>@if (!ahead()) { <ng-container [ngTemplateOutlet]="approval" /> }</ng-container>
    </crm-record-page>
    <ng-template #approval>@if (page.current(); as invoice) { @if (invoice.status !== 'void') { <crm-approval-panel kind="invoice" [id]="invoice.id" [version]="invoice.version" [approval]="invoice.approval" [ahead]="ahead()" (changed)="page.record.reload()" /> } }</ng-template>
  `,
})
export class InvoicePage {
  readonly id = input.required<string>();
  protected readonly layout = INVOICE_FORM;
  protected readonly ahead = approvalAhead(() => this.page().current()?.approval);
  private readonly page = viewChild.required<RecordPage<Invoice>>('page');
  protected readonly session = inject(Session);
  private readonly records = inject(Records);
  private readonly sheet = inject(VerbDialog);
  private readonly toast = inject(Toast);
  private readonly formats = inject(Formats);

  /** What can be done with it now. */
  protected readonly verbs = computed((): readonly Verb[] => {
    const { status, approval } = this.page().current() ?? {};
    const all: Verb[] = approval === 'in_approval' ? [] : status === 'draft' ? ['void'] : status === 'to_issue' ? ['issue', 'void'] : status === 'issued' ? ['red-reverse'] : [];
    return all.filter((verb) => this.session.can(verb === 'void' ? 'invoice.update' : 'invoice.issue'));
  });

  protected async act(verb: Verb): Promise<void> {
    const invoice = this.page().current();
    if (!invoice) return;
    const { body, fields } = ASKS[verb];
    const today = this.formats.today;
    const done = await this.sheet.open<Invoice>({
      title: `invoice.action.${verb}`, yes: `invoice.action.${verb}`, of: body, names: fields, start: { issuedOn: today, reversedOn: today },
      labels: Object.fromEntries(fields.map((name) => [name, `invoice.field.${name}`])), send: (said) => this.records.verb(Invoice, invoice, verb, said),
    }); // prettier-ignore
    if (done) this.toast.show(`invoice.done.${verb}`, { number: invoice.number });
  }
}
