import { ChangeDetectionStrategy, Component } from '@angular/core';
import { Amendment } from '#contracts/model';
import { RecordList, type View } from '#workbench/ui';

/** All amendments; new ones are begun on the page of their contract. */
@Component({
  selector: 'crm-amendment-list',
  imports: [RecordList],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `<crm-record-list [of]="of" [columns]="columns" [card]="['contractId', 'amount', 'effectiveOn']" [views]="views" />`,
})
export class AmendmentList {
  protected readonly of = Amendment;
  protected readonly columns = ['name', 'contractId', 'revision', 'status', 'approval', 'amount', 'effectiveOn', 'ownerId'] as const;
  protected readonly views: View[] = [
    { key: 'all', params: {} },
    { key: 'mine', params: { ownerId: 'me' } },
    { key: 'draft', params: { status: 'draft' } },
    { key: 'approval', params: { approval: 'in_approval' } },
    { key: 'in_force', params: { status: 'in_force' } },
  ];
}
