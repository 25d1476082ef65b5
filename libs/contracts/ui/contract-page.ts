import { NgTemplateOutlet } from '@angular/common';
import { ChangeDetectionStrategy, Component, computed, inject, input, viewChild } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { MatMenuModule } from '@angular/material/menu';
import { approvalAhead, ApprovalPanel } from '#approvals/ui';
import { DocumentsPanel } from '#documents/ui';
import { Session, T } from '#kernel/ui';
import { narrow, RecordPage, RelatedCard } from '#workbench/ui';
import { Amendment, Contract } from '#contracts/model';
import { CONTRACT_FORM } from './contract-form.ts';
import { ContractLines } from './contract-lines.ts';
import { ContractProgress } from './contract-progress.ts';
import { ContractSteps, type Step } from './contract-steps.ts';
import { ContractVersions } from './contract-versions.ts';
import { MilestonesCard } from './milestones-card.ts';
import { TermsCard } from './terms-card.ts';

/** A contract with all that hangs on it: where it stands, what it says, who agreed, what was signed. */
@Component({
  selector: 'crm-contract-page',
  imports: [ApprovalPanel, ContractLines, ContractProgress, ContractVersions, DocumentsPanel, MatButton, MatMenuModule, MilestonesCard, NgTemplateOutlet, RecordPage, RelatedCard, T, TermsCard],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <crm-record-page #page [layout]="layout" [id]="id()" [highlights]="['number', 'customerId', 'amount', 'receivable', 'endsOn', 'ownerId']">
      <ng-container actions>
        @if (contract(); as one) {
          @if (steps.first(one); as step) { @if (step !== 'submit' || between()) { <button [matButton]="steps.ready(one, step) ? 'filled' : 'outlined'" (click)="take(step)">{{ 'contract.action.' + step | t }}</button> } }
          @if (steps.others(one); as more) {
            @if (more.length > 0) {
              <button matButton="outlined" [matMenuTriggerFor]="further">{{ 'contract.further' | t }}</button>
              <mat-menu #further="matMenu">@for (step of more; track step) { <button mat-menu-item (click)="take(step)">{{ 'contract.action.' + step | t }}</button> }</mat-menu>
            }
          }
        }
      </ng-container>
      <ng-container path>@if (contract(); as one) { <crm-contract-progress [contract]="one" /> }</ng-container>
      <ng-container whole>@if (ahead()) { <ng-container [ngTemplateOutlet]="approval" /> }</ng-container>
      <ng-container lines>@if (contract(); as one) { @if (session.shows(of, 'lines') && one.lines.length > 0) { <crm-contract-lines [of]="one" /> } }</ng-container>
      <ng-container middle>
        @if (contract(); as one) {
          @if (one.milestones.length > 0) { <crm-milestones-card [contract]="one" /> }
          @if (one.terms) { <crm-terms-card [contract]="one" /> }
          <crm-documents-panel kind="contract" [id]="one.id" [locked]="!session.can('contract.update')" />
          @if (one.revision > 1) { <crm-contract-versions [contract]="one" /> }
        }
      </ng-container>
      <ng-container related>
        @if (contract(); as one) {
          @if (session.can('amendment.read')) {
            @if (!ahead()) { <ng-container [ngTemplateOutlet]="approval" /> }
            @if (one.signedOn) { <crm-related-card [of]="amendment" [query]="{ contractId: one.id }" [shows]="['status', 'approval', 'effectiveOn']" /> }
          }
          @if (one.signedOn) { <crm-related-card [of]="of" [query]="{ predecessorId: one.id }" [shows]="['stage', 'startsOn', 'endsOn']" [title]="'contract.renewals' | t" /> }
        }
      </ng-container>
    </crm-record-page>
    <ng-template #approval>@if (contract(); as one) { @if (session.can('amendment.read')) { <crm-approval-panel kind="contract" [id]="one.id" [version]="one.version" [approval]="one.approval" [leads]="!between()" [ahead]="ahead()" (changed)="page.record.reload()" /> } }</ng-template>
  `,
})
export class ContractPage {
  readonly id = input.required<string>();
  protected readonly layout = CONTRACT_FORM;
  protected readonly of = Contract;
  protected readonly amendment = Amendment;
  protected readonly page = viewChild.required<RecordPage<Contract>>('page');
  protected readonly session = inject(Session);
  protected readonly steps = inject(ContractSteps);
  /** The panel of the approval stands below what one sees first. */
  protected readonly between = narrow('(min-width: 768px) and (max-width: 1279px)');
  protected readonly ahead = approvalAhead(() => this.contract()?.approval);
  protected readonly contract = computed(() => this.page().current());

  protected async take(step: Step): Promise<void> {
    const contract = this.contract();
    if (contract) await this.steps.take(contract, step);
  }
}
