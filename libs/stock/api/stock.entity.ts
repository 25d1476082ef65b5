import { RecordTable, Rejected } from '#kernel/api';
import { StockCount, StockEntry, StockLevel, StockReservation, Warehouse, reservationStatus } from '#stock/model';

/** A warehouse as it is stored. */
@RecordTable({ indexes: [['deletedKey', 'name', 'id']] })
export class WarehouseEntity extends Warehouse {}

/** By how much a movement changes what lies in a warehouse. */
export interface Quantities {
  readonly onHand: number;
  readonly reserved: number;
  readonly inTransit: number;
}

/** What lies in a warehouse, and the invariants of domain.md §6. */
@RecordTable({
  unique: [['productId', 'warehouseId', 'deletedKey']],
  indexes: [
    ['deletedKey', 'name', 'id'], ['deletedKey', 'code', 'id'], ['deletedKey', 'onHand', 'id'], ['deletedKey', 'reserved', 'id'], ['deletedKey', 'available', 'id'], ['deletedKey', 'inTransit', 'id'],
    ['warehouseId', 'deletedKey', 'name'],
  ],
}) // prettier-ignore
export class StockLevelEntity extends StockLevel {
  /** Takes a movement in. Throws Rejected when there is not enough: nothing ever is below zero, and more is reserved than lies here only by back-orders. */
  move(by: Quantities, backOrders: boolean): void {
    const short = this.available;
    const before = this.reserved - this.onHand;
    this.onHand += by.onHand;
    this.reserved += by.reserved;
    this.inTransit += by.inTransit;
    this.available = this.onHand - this.reserved;
    const gap = this.reserved - this.onHand;
    const overdrawn = gap > 0 && gap > before && !backOrders;
    if (this.onHand < 0 || this.reserved < 0 || overdrawn) throw new Rejected('stock-short', { product: this.name, available: Math.max(0, short) / 1000 });
    if (this.inTransit < 0) throw new Rejected('stock-not-in-transit', { product: this.name });
  }
}

/** A row of the ledger as it is stored. */
@RecordTable({ indexes: [['productId', 'deletedKey', 'createdAt', 'id'], ['warehouseId', 'deletedKey', 'createdAt', 'id'], ['deletedKey', 'kind', 'createdAt', 'id'], ['forId', 'createdAt']] })
export class StockEntryEntity extends StockEntry {}

/** A reservation and the rules that need only itself. */
@RecordTable({
  indexes: [
    ['forId', 'forKind'], ['deletedKey', 'expiresOn', 'id'], ['deletedKey', 'status', 'expiresOn'], ['productId', 'deletedKey', 'createdAt', 'id'], ['warehouseId', 'deletedKey', 'createdAt', 'id'],
  ],
}) // prettier-ignore
export class StockReservationEntity extends StockReservation {
  /** Part of what was kept goes out. */
  deliver(quantity: number): void {
    this.reserved -= quantity;
    this.delivered += quantity;
    this.status = reservationStatus(this);
  }
  /** Keeps nothing any more. */
  end(status: 'released' | 'expired'): void {
    this.reserved = 0;
    this.status = status;
  }
}

/** A count and the rules that need only itself. */
@RecordTable({ indexes: [['deletedKey', 'name', 'id'], ['deletedKey', 'status', 'createdAt', 'id'], ['warehouseId', 'deletedKey', 'status']] })
export class StockCountEntity extends StockCount {
  close(status: 'posted' | 'cancelled', now: string): void {
    this.demandOpen();
    this.status = status;
    this.closedAt = now;
  }
  demandOpen(): void {
    if (this.status !== 'open') throw new Rejected('stock-count-closed');
  }
}
