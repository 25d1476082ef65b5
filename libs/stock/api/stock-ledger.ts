import { Injectable } from '@nestjs/common';
import { as, currentPrincipal, isIn, NotFound, Records, RecordStore, Rejected, Taken } from '#kernel/api';
import { ProductService } from '#products/api';
import type { Stocking } from '#products/model';
import type { Movement } from '#stock/model';
import { StockEntryEntity, StockLevelEntity, type Quantities } from './stock.entity.ts';

/** A product in a warehouse. */
export interface Place {
  readonly productId: string;
  readonly warehouseId: string;
}
export type Moved = Place & Partial<Quantities>;
/** What a movement was done for, and why. */
export interface MovedFor {
  readonly forKind?: string | null;
  readonly forId?: string | null;
  readonly reason?: string | null;
}
export interface StockedProduct {
  readonly id: string;
  readonly name: string;
  readonly code: string;
  readonly stocking: Stocking | null;
}
const NONE: Quantities = { onHand: 0, reserved: 0, inTransit: 0 };
const keyOf = ({ productId, warehouseId }: Place) => `${productId} ${warehouseId}`;

/** The rows of the ledger. */
@Injectable()
export class StockEntries extends RecordStore<StockEntryEntity> {
  constructor(kernel: Records) {
    super(StockEntryEntity, kernel);
  }
  override addMany(inputs: readonly object[]): Promise<string[]> {
    return this.addTogether(inputs);
  }
}

/** What lies where, and the one way to change it: levels are locked in the order of product and warehouse, and every change leaves a row in the ledger. */
@Injectable()
export class StockLedger extends RecordStore<StockLevelEntity> {
  constructor(
    kernel: Records,
    private readonly entries: StockEntries,
    private readonly products: ProductService,
  ) {
    super(StockLevelEntity, kernel);
  }

  /** Does work in one unit in the name of whoever asks, who was let in by a permission to move goods or by a document of theirs. */
  onBehalf<T>(work: () => Promise<T>): Promise<T> {
    return as({ ...currentPrincipal(), grants: { '*': 'all' }, fields: {}, clearance: 3 }, () => this.kernel.work.run(work));
  }

  /** Changes levels and writes the ledger. Throws Rejected where there is not enough, or where a count is going on. */
  async post(kind: Movement, moves: readonly Moved[], about: MovedFor = {}): Promise<void> {
    const moved = added(moves);
    const levels = await this.lock(moved);
    await this.demandNoCount(kind, moved);
    const products = await this.stocked(moved.map(({ productId }) => productId));
    for (const [index, { onHand, reserved, inTransit }] of moved.entries()) {
      const { id, productId } = levels[index] as StockLevelEntity;
      await this.change(id, 'update', null, (level) => level.move({ onHand, reserved, inTransit }, products.get(productId)?.stocking === 'back-order'), kind);
      if (onHand !== reserved) await this.products.addToStock(productId, onHand - reserved);
    }
    const { forKind = null, forId = null, reason = null } = about;
    await this.entries.addMany(moved.map((one) => ({ ...one, kind, forKind, forId, reason })));
  }

  /** Whether a product ever lay at a place. */
  async lies({ productId, warehouseId }: Place): Promise<boolean> {
    return (await this.kernel.db.read("SELECT 1 FROM `stock` WHERE `productId` = ? AND `warehouseId` = ? AND `deletedKey` = ''", [productId, warehouseId])).length > 0;
  }

  /** Locks what lies at these places until the unit ends, and answers it in the fixed order. */
  async lock(places: readonly Place[]): Promise<StockLevelEntity[]> {
    const levels: StockLevelEntity[] = [];
    for (const place of sorted(places)) levels.push((await this.locked(place)) ?? (await this.open(place)));
    return levels;
  }

  /** Products by id, with whether stock of them is kept. Throws NotFound for one that is not there. */
  async stocked(ids: readonly string[]): Promise<Map<string, StockedProduct>> {
    const distinct = [...new Set(ids)];
    const where = isIn('`id`', distinct);
    const rows = await this.kernel.db.read<StockedProduct>(`SELECT \`id\`, \`name\`, \`code\`, \`stocking\` FROM \`product\` WHERE \`deletedKey\` = '' AND ${where.text}`, [...where.params]);
    if (rows.length < distinct.length) throw new NotFound();
    return new Map(rows.map((row) => [row.id, row]));
  }

  /** Where these products lie, as far as they may be taken from there. */
  places(productIds: readonly string[]): Promise<Place[]> {
    const where = isIn('s.`productId`', [...new Set(productIds)]);
    return this.kernel.db.read<Place>(
      `SELECT s.\`productId\`, s.\`warehouseId\` FROM \`stock\` s JOIN \`warehouse\` w ON w.\`id\` = s.\`warehouseId\` WHERE w.\`active\` = 1 AND w.\`deletedKey\` = '' AND s.\`deletedKey\` = '' AND ${where.text}`,
      [...where.params],
    );
  }

  /** Throws Rejected for a warehouse that takes nothing in. */
  async demandActive(warehouseId: string): Promise<void> {
    const closed = await this.kernel.db.read('SELECT 1 FROM `warehouse` WHERE `id` = ? AND `active` = 0', [warehouseId]);
    if (closed.length > 0) throw new Rejected('warehouse-closed');
  }

  /** The warehouse that what is not there yet is kept in. Throws Rejected when there is none. */
  async firstWarehouse(): Promise<string> {
    const [first] = await this.kernel.db.read<{ id: string }>("SELECT `id` FROM `warehouse` WHERE `active` = 1 AND `deletedKey` = '' ORDER BY `createdAt`, `id` LIMIT 1");
    if (!first) throw new Rejected('no-warehouse');
    return first.id;
  }

  private async locked({ productId, warehouseId }: Place): Promise<StockLevelEntity | null> {
    const lock = this.kernel.db.kind === 'sqlite' ? '' : ' FOR UPDATE';
    const [row] = await this.kernel.db.read<{ id: string }>(`SELECT \`id\` FROM \`stock\` WHERE \`productId\` = ? AND \`warehouseId\` = ? AND \`deletedKey\` = ''${lock}`, [productId, warehouseId]);
    return row ? this.get(row.id) : null;
  }

  /** A place where the product never lay begins with nothing; whoever is faster makes it. */
  private async open(place: Place): Promise<StockLevelEntity> {
    const product = (await this.stocked([place.productId])).get(place.productId) as StockedProduct;
    try {
      await this.add({ ...place, name: product.name, code: product.code, ...NONE, available: 0 });
    } catch (error) {
      if (!(error instanceof Taken)) throw error;
    }
    return (await this.locked(place)) as StockLevelEntity;
  }

  private async demandNoCount(kind: Movement, moved: readonly (Place & Quantities)[]): Promise<void> {
    if (kind === 'count') return;
    for (const [warehouseId, own] of Map.groupBy(moved.filter(({ onHand }) => onHand !== 0), ({ warehouseId: at }) => at)) {
      const where = isIn('l.`productId`', own.map(({ productId }) => productId)); // prettier-ignore
      const [open] = await this.kernel.db.read<{ name: string }>(
        `SELECT c.\`name\` FROM \`stock_count\` c WHERE c.\`warehouseId\` = ? AND c.\`deletedKey\` = '' AND c.\`status\` = 'open'
         AND (c.\`whole\` = 1 OR EXISTS (SELECT 1 FROM \`stock_count_lines\` l WHERE l.\`recordId\` = c.\`id\` AND ${where.text})) LIMIT 1`,
        [warehouseId, ...where.params],
      );
      if (open) throw new Rejected('stock-counting', { count: open.name });
    }
  }
}

/** Each place once, in the order in which it is locked. */
function sorted(places: readonly Place[]): Place[] {
  const distinct = new Map(places.map((place) => [keyOf(place), place]));
  return [...distinct].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, { productId, warehouseId }]) => ({ productId, warehouseId }));
}

/** What moves at each place together, in the order in which it is locked; what moves nothing is left out. */
function added(moves: readonly Moved[]): (Place & Quantities)[] {
  const sums = new Map<string, Quantities>();
  for (const { onHand = 0, reserved = 0, inTransit = 0, ...place } of moves) {
    const sum = sums.get(keyOf(place)) ?? NONE;
    sums.set(keyOf(place), { onHand: sum.onHand + onHand, reserved: sum.reserved + reserved, inTransit: sum.inTransit + inTransit });
  }
  return sorted(moves)
    .map((place) => ({ ...place, ...(sums.get(keyOf(place)) as Quantities) }))
    .filter(({ onHand, reserved, inTransit }) => onHand !== 0 || reserved !== 0 || inTransit !== 0);
}
