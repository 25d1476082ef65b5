import { ChangeDetectionStrategy, Component } from '@angular/core';
import { RecordList, type View } from '#workbench/ui';
import { StockCount } from '#stock/model';
import { STOCK_COUNT_FORM } from './stock-count-form.ts';

@Component({
  selector: 'crm-stock-count-list',
  imports: [RecordList],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `<crm-record-list [of]="of" [columns]="['name', 'status', 'warehouseId', 'whole', 'createdAt', 'closedAt', 'createdById']" [card]="['warehouseId', 'createdAt']" [views]="views" [layout]="layout" />`,
})
export class StockCountList {
  protected readonly of = StockCount;
  protected readonly layout = STOCK_COUNT_FORM;
  protected readonly views: View[] = [{ key: 'all', params: {} }, { key: 'open', params: { status: 'open' } }];
}
