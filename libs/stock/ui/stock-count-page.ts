import { ChangeDetectionStrategy, Component, input } from '@angular/core';
import { RecordPage } from '#workbench/ui';
import { STOCK_COUNT_FORM } from './stock-count-form.ts';
import { StockCountTable } from './stock-count-table.ts';

/** A count: what stands written, what was found, and the end of it. */
@Component({
  selector: 'crm-stock-count-page',
  imports: [RecordPage, StockCountTable],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <crm-record-page #page [layout]="layout" [id]="id()" [highlights]="['warehouseId', 'whole', 'createdAt', 'closedAt']">
      <ng-container whole>@if (page.current(); as count) { <crm-stock-count-table [count]="count" /> }</ng-container>
    </crm-record-page>
  `,
})
export class StockCountPage {
  readonly id = input.required<string>();
  protected readonly layout = STOCK_COUNT_FORM;
}
