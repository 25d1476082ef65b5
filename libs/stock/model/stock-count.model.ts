import { Choice, Flag, InputOf, Lines, LongText, Moment, PartialType, Quantity, RecordOf, RecordView, Ref, Text } from '#kernel/model';

export const COUNT_STATUSES = ['open', 'posted', 'cancelled'] as const;
/** How many products one count may take in. */
export const MOST_COUNTED = 2000;

/** A product to be counted: what stood written when the count began, and what was found. */
export class CountedLine {
  @Ref('product', { filter: true }) productId!: string;
  @Quantity({ optional: true, derived: true }) expected!: number | null;
  /** Null while nobody has counted it; such a line changes nothing. */
  @Quantity({ optional: true, max: 100_000_000_000 }) counted!: number | null;
}

/** A count of what really lies in a warehouse. While it is open, nothing it counts is moved. */
@RecordOf({ name: 'stock-count', path: 'stock-counts', table: 'stock_count', search: ['name'], owned: false })
export class StockCount extends RecordView {
  @Text({ max: 200, sort: true, filter: true }) name!: string;
  @Ref('warehouse', { filter: true }) warehouseId!: string;
  @Choice(COUNT_STATUSES, { filter: true, derived: true, tones: { open: 'warning', posted: 'success', cancelled: 'neutral' } }) status!: (typeof COUNT_STATUSES)[number];
  /** Whether all of the warehouse is counted, or only the products of its lines. */
  @Flag({ derived: true }) whole!: boolean;
  @Lines(CountedLine, { max: MOST_COUNTED }) lines!: CountedLine[];
  @Moment({ optional: true, derived: true }) closedAt!: string | null;
  @LongText({ optional: true, max: 2000 }) note!: string | null;
}
/** A count without lines takes in all that lies in the warehouse. */
export class NewStockCount extends InputOf(StockCount) {}
/** What was found; the warehouse stays. */
export class StockCountChange extends PartialType(InputOf(StockCount, 'warehouseId')) {}
