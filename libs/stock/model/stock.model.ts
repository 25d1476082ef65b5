import { Choice, Flag, InputOf, PartialType, Quantity, RecordOf, RecordView, Ref, Text } from '#kernel/model';

/** A place where goods lie. */
@RecordOf({ name: 'warehouse', path: 'warehouses', search: ['name', 'address'], order: 'name', owned: false })
export class Warehouse extends RecordView {
  @Text({ max: 100, sort: true, filter: true }) name!: string;
  /** Its name in Chinese, where that differs. */
  @Text({ max: 100, optional: true }) nameZh!: string | null;
  @Text({ max: 300, optional: true }) address!: string | null;
  /** Goods are reserved and received here; a closed one only gives away what it has. */
  @Flag({ filter: true }) active!: boolean;
}
export class NewWarehouse extends InputOf(Warehouse) {}
export class WarehouseChange extends PartialType(NewWarehouse) {}

const LEAST = Number.MIN_SAFE_INTEGER;

/** How much of a product lies in a warehouse. Changed by movements alone: Σ of the ledger is always what stands here. */
@RecordOf({ name: 'stock', path: 'stock', search: ['name', 'code'], order: 'name', owned: false })
export class StockLevel extends RecordView {
  /** Name and code of the product, kept beside its id so that stock is found and sorted by them. */
  @Text({ max: 200, sort: true, filter: true, derived: true }) name!: string;
  @Text({ max: 60, sort: true, filter: true, derived: true }) code!: string;
  @Ref('product', { filter: true, derived: true }) productId!: string;
  @Ref('warehouse', { filter: true, derived: true }) warehouseId!: string;
  @Quantity({ filter: true, sort: true, derived: true }) onHand!: number;
  @Quantity({ filter: true, sort: true, derived: true }) reserved!: number;
  /** On hand less reserved; below nothing only where back-orders are allowed. */
  @Quantity({ min: LEAST, filter: true, sort: true, derived: true }) available!: number;
  /** On its way here from another warehouse. */
  @Quantity({ filter: true, sort: true, derived: true }) inTransit!: number;
}

export const MOVEMENTS = ['opening', 'receipt', 'delivery', 'transfer-out', 'transfer-in', 'sent', 'arrived', 'correction', 'count', 'reserve', 'release'] as const;
export type Movement = (typeof MOVEMENTS)[number];
const TONES = {
  opening: 'neutral', receipt: 'success', delivery: 'info', 'transfer-out': 'neutral', 'transfer-in': 'neutral', sent: 'neutral', arrived: 'neutral', correction: 'warning', count: 'warning', reserve: 'info', release: 'neutral',
} as const; // prettier-ignore

/** A row of the ledger: what a movement changed of a product in a warehouse. Never changed, never deleted. */
@RecordOf({ name: 'stock-entry', path: 'stock-entries', table: 'stock_entry', title: 'kind', owned: false })
export class StockEntry extends RecordView {
  @Ref('product', { filter: true, derived: true }) productId!: string;
  @Ref('warehouse', { filter: true, derived: true }) warehouseId!: string;
  @Choice(MOVEMENTS, { filter: true, derived: true, tones: TONES }) kind!: Movement;
  /** By how much each quantity changed. */
  @Quantity({ min: LEAST, derived: true }) onHand!: number;
  @Quantity({ min: LEAST, derived: true }) reserved!: number;
  @Quantity({ min: LEAST, derived: true }) inTransit!: number;
  /** The record it was done for: its kind and its id. */
  @Text({ max: 40, optional: true, derived: true }) forKind!: string | null;
  @Text({ max: 36, optional: true, filter: true, derived: true }) forId!: string | null;
  @Text({ max: 500, optional: true, derived: true }) reason!: string | null;
}
