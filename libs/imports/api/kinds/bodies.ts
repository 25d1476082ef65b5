import { Lines, Quantity, Ref, Text, UnitPrice } from '#kernel/model';
import { NewPriceBook, PriceBookChange } from '#products/model';

const MOST = 100_000_000_000;

/** A price as a file says it. */
export class PriceRow {
  @Ref('product') productId!: string;
  @Quantity({ max: MOST }) minQuantity!: number;
  @UnitPrice() price!: number;
}
/** A price book with its prices. */
export class PricesBody extends NewPriceBook {
  @Lines(PriceRow, { max: 20_000 }) lines!: PriceRow[];
}
export class PricesChange extends PriceBookChange {
  @Lines(PriceRow, { max: 20_000, optional: true }) lines!: PriceRow[];
}

/** What was found of a product in a warehouse. */
export class StockRow {
  @Ref('product') productId!: string;
  @Ref('warehouse') warehouseId!: string;
  @Quantity({ max: MOST }) onHand!: number;
  @Text({ max: 500, optional: true }) reason!: string | null;
}
