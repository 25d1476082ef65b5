import { ChangeDetectionStrategy, Component, inject, input } from '@angular/core';
import type { RecordView } from '#kernel/model';
import { DocumentsPanel } from '#documents/ui';
import { LineSummary } from '#products/ui';
import { Records } from '#workbench/ui';
import { Amendment, Contract } from '#contracts/model';

const TEMPLATE = `
  @if (loaded.hasValue()) { <crm-line-summary [of]="loaded.value()" [total]="loaded.value().amount" /> }
  <crm-documents-panel [kind]="kind" [id]="record().id" [locked]="true" />
`;
const STYLES = ':host { display: grid; gap: 16px; } crm-line-summary:empty { display: none; }';

/** What a contract sells and its files, for whoever is asked to approve it. */
@Component({ selector: 'crm-contract-to-approve', imports: [DocumentsPanel, LineSummary], changeDetection: ChangeDetectionStrategy.OnPush, template: TEMPLATE, styles: STYLES })
export class ContractToApprove {
  readonly record = input.required<RecordView>();
  protected readonly kind = 'contract';
  protected readonly loaded = inject(Records).follow(Contract, () => this.record().id);
}

/** What an amendment makes of a contract and its files, for whoever is asked to approve it. */
@Component({ selector: 'crm-amendment-to-approve', imports: [DocumentsPanel, LineSummary], changeDetection: ChangeDetectionStrategy.OnPush, template: TEMPLATE, styles: STYLES })
export class AmendmentToApprove {
  readonly record = input.required<RecordView>();
  protected readonly kind = 'amendment';
  protected readonly loaded = inject(Records).follow(Amendment, () => this.record().id);
}
