import { ChangeDetectionStrategy, Component, computed, input } from '@angular/core';
import { RecordPage, RelatedCard } from '#workbench/ui';
import { StockCount, StockLevel } from '#stock/model';
import { StockEntries } from './stock-entries.ts';
import { WAREHOUSE_FORM } from './warehouse-form.ts';

/** A warehouse: what lies in it, what moved lately, and its counts. */
@Component({
  selector: 'crm-warehouse-page',
  imports: [RecordPage, RelatedCard, StockEntries],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <crm-record-page [layout]="layout" [id]="id()" [highlights]="['address', 'active']">
      <crm-stock-entries middle [query]="own()" />
      <ng-container related>
        <crm-related-card [of]="stock" [query]="own()" [shows]="['onHand', 'available']" [size]="8" />
        <crm-related-card [of]="count" [query]="own()" [shows]="['status', 'createdAt']" />
      </ng-container>
    </crm-record-page>
  `,
})
export class WarehousePage {
  readonly id = input.required<string>();
  protected readonly layout = WAREHOUSE_FORM;
  protected readonly stock = StockLevel;
  protected readonly count = StockCount;
  protected readonly own = computed(() => ({ warehouseId: this.id() }));
}
