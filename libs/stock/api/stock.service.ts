import { Injectable } from '@nestjs/common';
import { Rejected, Workspace } from '#kernel/api';
import type { Correction, Receipt, Transfer } from '#stock/model';
import { StockLedger, type MovedFor, type Place, type StockedProduct } from './stock-ledger.ts';
import { StockReservations, type Kept } from './stock-reservations.ts';
import type { StockLevelEntity } from './stock.entity.ts';

/** A product and how much of it, perhaps from one warehouse and no other. */
export interface Wanted {
  readonly productId: string;
  readonly warehouseId?: string | null;
  /** In thousandths. */
  readonly quantity: number;
}
export interface Reserving {
  /** The record it is kept for: its kind and its id. */
  readonly forKind: string;
  readonly forId: string;
  readonly lines: readonly Wanted[];
  readonly kind: 'soft' | 'hard';
  /** The last day on which it is kept; kept until released where there is none. */
  readonly expiresOn?: string | null;
}

/** Moves and reserves goods; each call joins the unit of work that runs. Products of which no stock is kept pass by documents untouched. */
@Injectable()
export class Stock {
  constructor(
    private readonly ledger: StockLedger,
    private readonly reservations: StockReservations,
    private readonly workspace: Workspace,
  ) {}

  receive({ warehouseId, lines, reason }: Receipt): Promise<void> {
    return this.byHand(lines, () => this.ledger.post('receipt', lines.map(({ productId, quantity }) => ({ productId, warehouseId, onHand: quantity })), { reason }), warehouseId); // prettier-ignore
  }
  /** Gives goods away that nothing was reserved for. */
  handOut({ warehouseId, lines, reason }: Receipt): Promise<void> {
    return this.byHand(lines, () => this.ledger.post('delivery', lines.map(({ productId, quantity }) => ({ productId, warehouseId, onHand: -quantity })), { reason })); // prettier-ignore
  }
  /** Moves goods that arrive at once. */
  transfer({ fromId, toId, lines, reason }: Transfer): Promise<void> {
    demandTwo(fromId, toId);
    return this.byHand(lines, async () => {
      await this.ledger.lock(lines.flatMap(({ productId }) => [fromId, toId].map((warehouseId) => ({ productId, warehouseId }))));
      await this.ledger.post('transfer-out', lines.map(({ productId, quantity }) => ({ productId, warehouseId: fromId, onHand: -quantity })), { reason }); // prettier-ignore
      await this.ledger.post('transfer-in', lines.map(({ productId, quantity }) => ({ productId, warehouseId: toId, onHand: quantity })), { reason }); // prettier-ignore
    }, toId); // prettier-ignore
  }
  /** Sends goods on their way: they are in transit until they arrive. */
  send({ fromId, toId, lines, reason }: Transfer): Promise<void> {
    demandTwo(fromId, toId);
    const moves = lines.flatMap(({ productId, quantity }) => [{ productId, warehouseId: fromId, onHand: -quantity }, { productId, warehouseId: toId, inTransit: quantity }]);
    return this.byHand(lines, () => this.ledger.post('sent', moves, { reason }), toId);
  }
  /** Takes in what was in transit. */
  arrive({ warehouseId, lines, reason }: Receipt): Promise<void> {
    return this.byHand(lines, () => this.ledger.post('arrived', lines.map(({ productId, quantity }) => ({ productId, warehouseId, onHand: quantity, inTransit: -quantity })), { reason })); // prettier-ignore
  }
  /** Writes what there really is. */
  correct({ productId, warehouseId, onHand, reason }: Correction): Promise<void> {
    return this.byHand([{ productId }], async () => {
      const [level] = await this.ledger.lock([{ productId, warehouseId }]);
      await this.ledger.post('correction', [{ productId, warehouseId, onHand: onHand - (level?.onHand ?? 0) }], { reason });
    });
  }

  /** Writes what was found: the opening balance where a product never lay, else what a count says. Answers what stood there and the place. */
  async found({ productId, warehouseId, onHand, reason }: Omit<Correction, 'reason'> & { readonly reason?: string | null }): Promise<{ id: string; before: number }> {
    let place = { id: '', before: 0 };
    await this.byHand([{ productId }], async () => {
      const fresh = !(await this.ledger.lies({ productId, warehouseId }));
      const [level] = await this.ledger.lock([{ productId, warehouseId }]);
      place = { id: level?.id ?? '', before: level?.onHand ?? 0 };
      await this.ledger.post(fresh ? 'opening' : 'count', [{ productId, warehouseId, onHand: onHand - place.before }], { reason: reason ?? null });
    }, warehouseId); // prettier-ignore
    return place;
  }

  /** Keeps goods for a record instead of what was kept for it before. Throws Rejected when there are not enough; then everything is as it was. */
  reserve({ forKind, forId, lines, kind, expiresOn = null }: Reserving): Promise<void> {
    return this.ledger.onBehalf(async () => {
      const products = await this.kept(lines);
      const wanted = lines.filter(({ productId }) => products.has(productId));
      const before = await this.reservations.heldFor(forKind, forId);
      const places = await this.ledger.places([...products.keys()]);
      await this.ledger.lock([...before, ...places, ...wanted.flatMap(({ productId, warehouseId }) => (warehouseId ? [{ productId, warehouseId }] : []))]);
      await this.reservations.end(forKind, forId, await this.reservations.heldFor(forKind, forId), 'released');
      const kept: Kept[] = [];
      for (const one of wanted) kept.push(...(await this.find(one, places, products.get(one.productId) as StockedProduct, kept)));
      await this.reservations.keep(forKind, forId, kind, expiresOn, merged(kept));
    });
  }

  /** Keeps nothing for a record any more. */
  release(forKind: string, forId: string): Promise<void> {
    return this.ledger.onBehalf(async () => {
      await this.ledger.lock(await this.reservations.heldFor(forKind, forId));
      await this.reservations.end(forKind, forId, await this.reservations.heldFor(forKind, forId), 'released');
    });
  }

  /** Hands goods out for a record: first what was kept for it, then what is free. */
  deliver({ forKind, forId, lines }: { readonly forKind: string; readonly forId: string; readonly lines: readonly Wanted[] }): Promise<void> {
    return this.ledger.onBehalf(async () => {
      const products = await this.kept(lines);
      const wanted = lines.filter(({ productId }) => products.has(productId));
      const places = await this.ledger.places([...products.keys()]);
      await this.ledger.lock([...places, ...(await this.reservations.heldFor(forKind, forId)), ...wanted.flatMap(({ productId, warehouseId }) => (warehouseId ? [{ productId, warehouseId }] : []))]);
      for (const one of wanted) await this.handOver(one, places, products.get(one.productId) as StockedProduct, { forKind, forId });
    });
  }

  /** Gives up what was kept too long; answers for how many records. */
  async expire(): Promise<number> {
    const today = await this.workspace.today();
    const overdue = await this.reservations.overdue(today);
    for (const { forKind, forId } of overdue) {
      await this.ledger.onBehalf(async () => {
        await this.ledger.lock(await this.reservations.heldFor(forKind, forId));
        const held = (await this.reservations.heldFor(forKind, forId)).filter(({ expiresOn }) => expiresOn !== null && expiresOn < today);
        await this.reservations.end(forKind, forId, held, 'expired');
      });
    }
    return overdue.length;
  }

  private async handOver(wanted: Wanted, places: readonly Place[], product: StockedProduct, about: MovedFor & { forKind: string; forId: string }): Promise<void> {
    let left = wanted.quantity;
    const held = (await this.reservations.heldFor(about.forKind, about.forId)).filter((one) => one.productId === wanted.productId && (!wanted.warehouseId || one.warehouseId === wanted.warehouseId));
    for (const { id, productId, warehouseId, reserved } of held) {
      const part = Math.min(left, reserved);
      if (part === 0) break;
      await this.reservations.deliver(id, part);
      await this.ledger.post('delivery', [{ productId, warehouseId, onHand: -part, reserved: -part }], about);
      left -= part;
    }
    if (left === 0) return;
    const free = await this.find({ ...wanted, quantity: left }, places, { ...product, stocking: 'strict' }, []);
    await this.ledger.post('delivery', free.map(({ quantity, ...place }) => ({ ...place, onHand: -quantity })), about); // prettier-ignore
  }

  /** From where so much of a product is taken: from one warehouse where that is enough, else from the fullest first. */
  private async find({ productId, warehouseId, quantity }: Wanted, places: readonly Place[], product: StockedProduct, taken: readonly Kept[]): Promise<Kept[]> {
    const own = warehouseId ? [{ productId, warehouseId }] : places.filter((place) => place.productId === productId);
    const levels = await this.ledger.lock(own);
    const already = (level: StockLevelEntity) => taken.filter((one) => one.productId === productId && one.warehouseId === level.warehouseId).reduce((sum, one) => sum + one.quantity, 0);
    const free = levels.map((level) => ({ warehouseId: level.warehouseId, available: Math.max(0, level.available - already(level)) })).sort((a, b) => b.available - a.available);
    const found: Kept[] = [];
    let left = quantity;
    for (const { warehouseId: at, available } of free) {
      const part = Math.min(left, available);
      if (part > 0) found.push({ productId, warehouseId: at, quantity: part });
      left -= part;
    }
    if (left === 0) return found;
    if (product.stocking !== 'back-order') throw new Rejected('stock-short', { product: product.name, available: (quantity - left) / 1000 });
    return [...found, { productId, warehouseId: free[0]?.warehouseId ?? (await this.ledger.firstWarehouse()), quantity: left }];
  }

  /** The products among these of which stock is kept. */
  private async kept(lines: readonly Pick<Wanted, 'productId'>[]): Promise<Map<string, StockedProduct>> {
    const products = await this.ledger.stocked(lines.map(({ productId }) => productId));
    return new Map([...products].filter(([, { stocking }]) => stocking === 'strict' || stocking === 'back-order'));
  }

  /** What is moved by hand is kept in stock. Throws Rejected otherwise. */
  private byHand(lines: readonly { readonly productId: string }[], move: () => Promise<void>, into?: string): Promise<void> {
    return this.ledger.onBehalf(async () => {
      if (into) await this.ledger.demandActive(into);
      const kept = await this.kept(lines);
      const other = lines.find(({ productId }) => !kept.has(productId));
      if (other) throw new Rejected('not-stocked', { product: (await this.ledger.stocked([other.productId])).get(other.productId)?.name });
      await move();
    });
  }
}

function demandTwo(fromId: string, toId: string): void {
  if (fromId === toId) throw new Rejected('same-warehouse', undefined, [{ pointer: '/toId', code: 'same-warehouse' }]);
}
/** Each place once. */
function merged(kept: readonly Kept[]): Kept[] {
  const by = Map.groupBy(kept, ({ productId, warehouseId }) => `${productId} ${warehouseId}`);
  return [...by.values()].map((own) => ({ ...(own[0] as Kept), quantity: own.reduce((sum, { quantity }) => sum + quantity, 0) }));
}
