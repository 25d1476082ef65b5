import { ChangeDetectionStrategy, Component, input } from '@angular/core';
import { RecordPage } from '#workbench/ui';
import { CONTRACT_FORM } from './contract-form.ts';

/** A contract with all that hangs on it. */
@Component({
  selector: 'crm-contract-page',
  imports: [RecordPage],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `<crm-record-page [layout]="layout" [id]="id()" [highlights]="['amount', 'received', 'receivable', 'endsOn', 'ownerId']" />`,
})
export class ContractPage {
  readonly id = input.required<string>();
  protected readonly layout = CONTRACT_FORM;
}
