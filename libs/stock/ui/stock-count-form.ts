import { type FormLayout } from '#workbench/ui';
import { NewStockCount, StockCount, StockCountChange } from '#stock/model';

/** A new count takes in all of a warehouse. */
export const STOCK_COUNT_FORM: FormLayout<StockCount> = {
  of: StockCount, create: NewStockCount, change: StockCountChange, wide: ['name'],
  groups: [{ key: 'stock-count.group.main', fields: ['name', 'warehouseId', 'note'] }],
}; // prettier-ignore
