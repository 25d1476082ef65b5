import { NgTemplateOutlet } from '@angular/common';
import { ChangeDetectionStrategy, Component, computed, inject, input, viewChild } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { approvalAhead, ApprovalPanel } from '#approvals/ui';
import { DocumentsPanel } from '#documents/ui';
import { Session, T, Toast } from '#kernel/ui';
import { Confirm, RecordPage, Records } from '#workbench/ui';
import { Amendment } from '#contracts/model';
import { AMENDMENT_FORM } from './amendment-form.ts';
import { ContractLines } from './contract-lines.ts';

/** The next version of a contract: what it will say, and who agrees. */
@Component({
  selector: 'crm-amendment-page',
  imports: [ApprovalPanel, ContractLines, DocumentsPanel, MatButton, NgTemplateOutlet, RecordPage, T],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <crm-record-page #page [layout]="layout" [id]="id()" [highlights]="['contractId', 'revision', 'amount', 'effectiveOn', 'ownerId']">
      <ng-container actions>
        @if (amendment(); as one) { @if (open() && session.can('amendment.update')) { <button matButton="outlined" (click)="withdraw()">{{ 'amendment.withdraw' | t }}</button> } }
      </ng-container>
      <ng-container whole>@if (ahead()) { <ng-container [ngTemplateOutlet]="approval" /> }</ng-container>
      <ng-container lines>@if (amendment(); as one) { @if (session.shows(of, 'lines') && one.lines.length > 0) { <crm-contract-lines [of]="one" /> } }</ng-container>
      <ng-container middle>@if (amendment(); as one) { <crm-documents-panel kind="amendment" [id]="one.id" [locked]="!session.can('amendment.update')" /> }</ng-container>
      <ng-container related>
        @if (!ahead()) { <ng-container [ngTemplateOutlet]="approval" /> }
      </ng-container>
    </crm-record-page>
    <ng-template #approval>@if (amendment(); as one) { <crm-approval-panel kind="amendment" [id]="one.id" [version]="one.version" [approval]="one.approval" [ahead]="ahead()" (changed)="page.record.reload()" /> }</ng-template>
  `,
})
export class AmendmentPage {
  readonly id = input.required<string>();
  protected readonly layout = AMENDMENT_FORM;
  protected readonly of = Amendment;
  protected readonly page = viewChild.required<RecordPage<Amendment>>('page');
  protected readonly session = inject(Session);
  private readonly records = inject(Records);
  private readonly confirm = inject(Confirm);
  private readonly toast = inject(Toast);
  protected readonly amendment = computed(() => this.page().current());
  protected readonly ahead = approvalAhead(() => this.amendment()?.approval);
  protected readonly open = computed(() => this.amendment()?.status === 'draft' && this.amendment()?.approval !== 'in_approval');

  protected async withdraw(): Promise<void> {
    const amendment = this.amendment();
    if (!amendment || !(await this.confirm.ask('amendment.withdrawQuestion', 'amendment.withdraw'))) return;
    await this.records.verb(Amendment, amendment, 'withdraw').catch((error: unknown) => this.toast.fail(error));
  }
}
