import { ChangeDetectionStrategy, Component, inject } from '@angular/core';
import { Contract } from '#contracts/model';
import { Session } from '#kernel/ui';
import { RecordList, type View } from '#workbench/ui';
import { CONTRACT_FORM } from './contract-form.ts';

/** All contracts. */
@Component({
  selector: 'crm-contract-list',
  imports: [RecordList],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `<crm-record-list [of]="of" [columns]="columns" [card]="['customerId', 'amount', 'endsOn']" [views]="views" [layout]="layout" />`,
})
export class ContractList {
  protected readonly of = Contract;
  protected readonly layout = CONTRACT_FORM;
  protected readonly columns = ['name', 'number', 'customerId', 'amount', 'received', 'receivable', 'stage', 'approval', 'signedOn', 'startsOn', 'endsOn', 'ownerId', 'type'] as const;
  private readonly session = inject(Session);
  protected readonly views: View[] = [
    { key: 'all', params: {} },
    { key: 'mine', params: { ownerId: 'me' } },
    { key: 'draft', params: { stage: 'draft' } },
    { key: 'approval', params: { approval: 'in_approval' } },
    { key: 'active', params: { stage: 'active' } },
    { key: 'expiring', params: { expiring: 'true' } },
    ...(this.session.can('receivable.read') ? [{ key: 'overdue', params: { overdue: 'true' } }] : []),
    { key: 'renewed', params: { renewed: 'true' } },
    { key: 'done', params: { stage: 'completed,terminated' } },
  ];
}
