import { ChangeDetectionStrategy, Component } from '@angular/core';
import { RecordList } from '#workbench/ui';
import { Warehouse } from '#stock/model';
import { WAREHOUSE_FORM } from './warehouse-form.ts';

@Component({
  selector: 'crm-warehouse-list',
  imports: [RecordList],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `<crm-record-list [of]="of" [columns]="['name', 'address', 'active']" [card]="['address']" [layout]="layout" />`,
})
export class WarehouseList {
  protected readonly of = Warehouse;
  protected readonly layout = WAREHOUSE_FORM;
}
