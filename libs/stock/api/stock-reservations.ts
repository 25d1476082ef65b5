import { Injectable } from '@nestjs/common';
import { Records, RecordStore } from '#kernel/api';
import type { StockReservation } from '#stock/model';
import { StockReservationEntity } from './stock.entity.ts';
import { StockLedger, type Place } from './stock-ledger.ts';

/** What is kept for a record. */
export type Held = Pick<StockReservation, 'id' | 'productId' | 'warehouseId' | 'reserved' | 'expiresOn'>;
/** What is to be kept at a place. */
export type Kept = Place & { readonly quantity: number };

/** What is kept for whom. A reservation changes only while the level it is on is locked. */
@Injectable()
export class StockReservations extends RecordStore<StockReservationEntity> {
  constructor(
    kernel: Records,
    private readonly ledger: StockLedger,
  ) {
    super(StockReservationEntity, kernel);
  }

  /** What is still kept for a record, in the order of locking. */
  async heldFor(forKind: string, forId: string): Promise<Held[]> {
    const rows = await this.kernel.db.read<Held>(
      `SELECT \`id\`, \`productId\`, \`warehouseId\`, \`reserved\`, \`expiresOn\` FROM \`stock_reservation\`
       WHERE \`forId\` = ? AND \`forKind\` = ? AND \`deletedKey\` = '' AND \`reserved\` > 0 ORDER BY \`productId\`, \`warehouseId\`, \`id\``,
      [forId, forKind],
    );
    return rows.map((row) => ({ ...row, reserved: Number(row.reserved) }));
  }

  async keep(forKind: string, forId: string, kind: 'soft' | 'hard', expiresOn: string | null, kept: readonly Kept[]): Promise<void> {
    for (const { quantity, ...place } of kept) await this.add({ ...place, forKind, forId, kind, ordered: quantity, reserved: quantity, delivered: 0, expiresOn, status: 'reserved' });
    await this.ledger.post('reserve', kept.map(({ quantity, ...place }) => ({ ...place, reserved: quantity })), { forKind, forId }); // prettier-ignore
  }

  /** Keeps these no longer. */
  async end(forKind: string, forId: string, held: readonly Held[], status: 'released' | 'expired'): Promise<void> {
    for (const { id } of held) await this.change(id, 'update', null, (one) => one.end(status), status);
    await this.ledger.post('release', held.map(({ productId, warehouseId, reserved }) => ({ productId, warehouseId, reserved: -reserved })), { forKind, forId }); // prettier-ignore
  }

  async deliver(id: string, quantity: number): Promise<void> {
    await this.change(id, 'update', null, (one) => one.deliver(quantity), 'deliver');
  }

  /** The records for which something is kept longer than it should be. */
  overdue(today: string, most = 100): Promise<{ forKind: string; forId: string }[]> {
    return this.kernel.db.read(
      "SELECT DISTINCT `forKind`, `forId` FROM `stock_reservation` WHERE `deletedKey` = '' AND `status` IN ('reserved', 'partly-delivered') AND `expiresOn` < ? LIMIT ?",
      [today, most],
    );
  }
}
