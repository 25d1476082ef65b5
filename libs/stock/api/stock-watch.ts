import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { as, Database, Events, Jobs, Leases, Rounds, SYSTEM, UnitOfWork } from '#kernel/api';
import { ProductRenamed } from '#products/model';
import { ProductService } from '#products/api';
import { FIRST_WAREHOUSE } from './migrations/20261125-stock.ts';
import { StockLedger } from './stock-ledger.ts';
import { Stock } from './stock.service.ts';

const MINUTE = 60_000;
const OPENED = 'stock-opened';

/** What happens to stock by itself: reservations end, names follow their products, and quantities of before the ledger open it. */
@Injectable()
export class StockWatch implements OnApplicationBootstrap {
  constructor(
    private readonly stock: Stock,
    private readonly ledger: StockLedger,
    private readonly products: ProductService,
    private readonly db: Database,
    private readonly work: UnitOfWork,
    private readonly leases: Leases,
    private readonly jobs: Jobs,
    rounds: Rounds,
    events: Events,
  ) {
    rounds.every(MINUTE, 'stock reservations', () => this.expire());
    this.jobs.define('stock.opening', () => this.takeOver());
    events.within(ProductRenamed, ({ id, name, code }) => this.rename(id, name, code));
  }

  async onApplicationBootstrap(): Promise<void> {
    const rows = await this.db.read('SELECT 1 FROM `setting` WHERE `name` = ?', [OPENED]);
    if (rows.length === 0 && (await this.db.migrated())) await as(SYSTEM, () => this.jobs.add('stock.opening', {}));
  }

  /** Gives up what was kept too long; one instance at a time. */
  async expire(): Promise<void> {
    await this.leases.alone('stock-expiry', 300, () => as(SYSTEM, () => this.stock.expire()));
  }

  private async rename(productId: string, name: string, code: string): Promise<void> {
    const levels = await this.db.read<{ id: string }>('SELECT `id` FROM `stock` WHERE `productId` = ?', [productId]);
    for (const { id } of levels) await this.ledger.onBehalf(() => this.ledger.change(id, 'update', null, (level) => void Object.assign(level, { name, code }), 'rename'));
  }

  /** What a product's plain quantity said before there was a ledger lies in the first warehouse from now on. */
  async takeOver(): Promise<void> {
    const found = await this.db.read<{ id: string; stock: number }>('SELECT `id`, `stock` FROM `product` WHERE `stock` IS NOT NULL AND `stocking` IS NULL');
    for (const { id, stock } of found) {
      await this.work.run(async () => {
        const [free] = await this.db.read("SELECT 1 FROM `stock_entry` WHERE `productId` = ? LIMIT 1", [id]);
        if (free) return;
        await this.products.change(id, 'update', null, (product) => void Object.assign(product, { stocking: 'strict', stock: null }), 'stock-opening');
        await this.ledger.post('opening', [{ productId: id, warehouseId: FIRST_WAREHOUSE, onHand: Number(stock) }]);
      });
    }
    await this.work.run(() => this.db.put('setting', { name: OPENED }, { value: 'true' }));
  }
}
