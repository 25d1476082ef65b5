import { ChangeDetectionStrategy, Component, inject, input, viewChild } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { Session, T, Toast } from '#kernel/ui';
import { Confirm, RecordPage, Records } from '#workbench/ui';
import { StockCount } from '#stock/model';
import { STOCK_COUNT_FORM } from './stock-count-form.ts';
import { StockCountTable } from './stock-count-table.ts';

/** A count: what stands written, what was found, and the end of it. */
@Component({
  selector: 'crm-stock-count-page',
  imports: [MatButton, RecordPage, StockCountTable, T],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <crm-record-page #page [layout]="layout" [id]="id()" [highlights]="['warehouseId', 'whole', 'createdAt', 'closedAt']">
      <ng-container actions>
        @if (page.current(); as count) {
          @if (count.status === 'open') {
            @if (session.can('stock-count.update')) { <button matButton="outlined" (click)="end(count, 'cancel')">{{ 'stock-count.cancel' | t }}</button> }
            @if (session.can('stock.move')) { <button matButton="filled" (click)="end(count, 'post')" [disabled]="table()?.unsaved()">{{ 'stock-count.post' | t }}</button> }
          }
        }
      </ng-container>
      <ng-container whole>@if (page.current(); as count) { <crm-stock-count-table [count]="count" /> }</ng-container>
    </crm-record-page>
  `,
})
export class StockCountPage {
  readonly id = input.required<string>();
  private readonly records = inject(Records);
  private readonly confirm = inject(Confirm);
  private readonly toast = inject(Toast);
  protected readonly session = inject(Session);
  protected readonly layout = STOCK_COUNT_FORM;

  protected readonly table = viewChild(StockCountTable);

  protected async end(count: StockCount, verb: 'post' | 'cancel'): Promise<void> {
    const n = this.table()?.differences() ?? 0;
    if (!(await this.confirm.ask(`stock-count.${verb}Says`, `stock-count.${verb}`, { n }))) return;
    try {
      await this.records.verb(StockCount, count, verb);
      this.toast.show(verb === 'post' ? 'stock-count.posted' : 'stock-count.cancelled');
    } catch (error) {
      this.toast.fail(error);
    }
  }
}
