import { Lines, Quantity, Ref, Text } from '#kernel/model';

const MOST = 100_000_000_000;

/** How much of which product. */
export class MovedLine {
  @Ref('product') productId!: string;
  @Quantity({ min: 1, max: MOST }) quantity!: number;
}
/** Goods that come in, or go out, by hand. */
export class Receipt {
  @Ref('warehouse') warehouseId!: string;
  @Lines(MovedLine) lines!: MovedLine[];
  @Text({ max: 500, optional: true }) reason!: string | null;
}
export class Delivery extends Receipt {}
/** Goods that change their warehouse. */
export class Transfer {
  @Ref('warehouse') fromId!: string;
  @Ref('warehouse') toId!: string;
  @Lines(MovedLine) lines!: MovedLine[];
  @Text({ max: 500, optional: true }) reason!: string | null;
}
/** What there really is of a product in a warehouse, and why it is not what was written. */
export class Correction {
  @Ref('product') productId!: string;
  @Ref('warehouse') warehouseId!: string;
  @Quantity({ max: MOST }) onHand!: number;
  @Text({ max: 500 }) reason!: string;
}
