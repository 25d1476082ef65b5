import { Injectable } from '@nestjs/common';
import { Invalid, Records, RecordStore, Rejected } from '#kernel/api';
import { MOST_COUNTED, StockCountChange, type CountedLine, type NewStockCount } from '#stock/model';
import { StockCountEntity } from './stock.entity.ts';
import { StockLedger, type Place } from './stock-ledger.ts';

type Input = Pick<NewStockCount, 'name' | 'warehouseId'> & { readonly lines?: readonly CountedLine[] };

/** Counts of what really lies in a warehouse. While one is open nothing it takes in is moved, so that what was found is what is there when it is posted. */
@Injectable()
export class StockCounts extends RecordStore<StockCountEntity> {
  constructor(
    kernel: Records,
    private readonly ledger: StockLedger,
  ) {
    super(StockCountEntity, kernel, StockCountChange);
  }

  /** Opens a count. Throws Rejected when one of the same goods is open already. */
  override create(input: Input): Promise<StockCountEntity> {
    return this.kernel.work.run(() => super.create(input, (count) => this.open(count)));
  }

  override update(id: string, version: number, changes: object): Promise<StockCountEntity> {
    this.demandWritable(changes);
    return this.change(id, 'update', version, (count) => {
      count.demandOpen();
      const expected = new Map(count.lines.map((line) => [line.productId, line.expected]));
      Object.assign(count, changes);
      const strange = count.lines.findIndex(({ productId }) => !expected.has(productId));
      if (strange >= 0 || count.lines.length !== expected.size) throw new Invalid([{ pointer: `/lines/${Math.max(0, strange)}/productId`, code: 'choice' }]);
      count.lines = count.lines.map(({ productId, counted }) => ({ productId, counted: counted ?? null, expected: expected.get(productId) ?? 0 }));
    });
  }

  /** Writes what was found into the ledger, and ends the count. */
  post(id: string, version: number): Promise<StockCountEntity> {
    return this.kernel.work.run(async () => {
      const count = await this.change(id, 'update', version, (one) => one.close('posted', this.now()), 'post');
      const { warehouseId, name } = count;
      await this.ledger.onBehalf(async () => {
        const counted = count.lines.filter((line) => line.counted !== null);
        const levels = new Map((await this.ledger.lock(counted.map(({ productId }) => ({ productId, warehouseId })))).map((level) => [level.productId, level]));
        const moves = counted.map(({ productId, counted: found }) => ({ productId, warehouseId, onHand: (found as number) - (levels.get(productId)?.onHand ?? 0) }));
        await this.ledger.post('count', moves, { forKind: 'stock-count', forId: id, reason: name });
      });
      return count;
    });
  }

  /** Ends the count; what was written stays. */
  cancel(id: string, version: number): Promise<StockCountEntity> {
    return this.change(id, 'update', version, (one) => one.close('cancelled', this.now()), 'cancel');
  }

  private open(count: StockCountEntity): Promise<void> {
    return this.ledger.onBehalf(async () => {
      const { warehouseId } = count;
      const asked = count.lines.map(({ productId }): Place => ({ productId, warehouseId }));
      count.whole = asked.length === 0;
      const places = count.whole ? await this.lyingIn(warehouseId) : asked;
      if (places.length > MOST_COUNTED) throw new Rejected('stock-count-too-large', { most: MOST_COUNTED });
      const levels = await this.ledger.lock(places);
      if (await this.overlaps(count)) throw new Rejected('stock-count-open');
      count.lines = levels.map(({ productId, onHand }) => ({ productId, expected: onHand, counted: null }));
      Object.assign(count, { status: 'open', closedAt: null });
    });
  }

  private async lyingIn(warehouseId: string): Promise<Place[]> {
    return this.kernel.db.read<Place>("SELECT `productId`, `warehouseId` FROM `stock` WHERE `warehouseId` = ? AND `deletedKey` = '' ORDER BY `name` LIMIT ?", [warehouseId, MOST_COUNTED + 1]);
  }

  private async overlaps({ warehouseId, whole, lines }: StockCountEntity): Promise<boolean> {
    const open = await this.kernel.db.read<{ id: string; whole: number }>("SELECT `id`, `whole` FROM `stock_count` WHERE `warehouseId` = ? AND `deletedKey` = '' AND `status` = 'open'", [warehouseId]);
    if (open.some((one) => Boolean(one.whole)) || (whole && open.length > 0)) return true;
    const counted = new Set(lines.map(({ productId }) => productId));
    for (const { id } of open) {
      const rows = await this.kernel.db.read<{ productId: string }>('SELECT `productId` FROM `stock_count_lines` WHERE `recordId` = ?', [id]);
      if (rows.some(({ productId }) => counted.has(productId))) return true;
    }
    return false;
  }
  private now = () => this.kernel.clock.now().toISOString();
}
