import { Injectable } from '@nestjs/common';
import { Forbidden, reachOf, Stale } from '#kernel/api';
import { Stock, StockLedger } from '#stock/api';
import type { Made } from '../writers.ts';
import { StockRow } from './bodies.ts';
import type { Body, Taken, Writing } from './writing.ts';

/** Opening balances and counts from rows: each says what lies of a product in a warehouse. */
@Injectable()
export class StockRows implements Writing {
  readonly made = StockRow;
  readonly changed = null;

  constructor(
    private readonly stock: Stock,
    private readonly ledger: StockLedger,
  ) {}

  bare = (body: Body): Body => body;

  async add(body: Body): Promise<Made> {
    demandRight();
    const { id, before } = await this.stock.found(body as never);
    const { name, version } = await this.ledger.onBehalf(() => this.ledger.get(id));
    return { kind: 'stock', id, name, version, before: { onHand: before } };
  }
  /** Puts back what stood there, unless something moved since. */
  async takeBack({ id, version, before }: Taken): Promise<void> {
    demandRight();
    const level = await this.ledger.get(id);
    if (level.version !== version) throw new Stale(null);
    const { productId, warehouseId } = level;
    await this.stock.correct({ productId, warehouseId, onHand: Number(before?.['onHand'] ?? 0), reason: 'import' });
  }
}

function demandRight(): void {
  if (reachOf('stock.move') === null) throw new Forbidden('stock.move');
}
