import { Injectable } from '@nestjs/common';
import { as, newId, SYSTEM, Workspace, type RecordStore } from '#kernel/api';
import type { RecordView } from '#kernel/model';
import { PriceBookService, PriceEntryService, ProductService } from '#products/api';
import { Stock, StockEntries, StockLedger, WarehouseService } from '#stock/api';
import { Random } from './random.ts';
import { SAMPLE } from './sample-removal.service.ts';

const made = () => ({ externalSource: SAMPLE, externalId: newId() });

/** What lies in the first warehouse of the sample company, and a price book for its best customers. */
@Injectable()
export class SampleStock {
  constructor(
    private readonly products: ProductService,
    private readonly books: PriceBookService,
    private readonly prices: PriceEntryService,
    private readonly warehouses: WarehouseService,
    private readonly stock: Stock,
    private readonly ledger: StockLedger,
    private readonly entries: StockEntries,
    private readonly workspace: Workspace,
  ) {}

  add(bookName: string): Promise<void> {
    return as(SYSTEM, async () => {
      const random = new Random(20_261_125);
      const products = (await this.products.list({ size: '200' })).items.filter(({ externalSource }) => externalSource === SAMPLE);
      const { currency } = await this.workspace.settings();
      const book = await this.books.add({ name: bookName, kind: 'level', level: 'A', currency, active: true, ...made() });
      // A tenth less, in whole units of the currency.
      await this.prices.addMany(products.map(({ id, price }) => ({ priceBookId: book, productId: id, minQuantity: 0, price: Math.round((price * 0.9) / 10_000) * 10_000, ...made() })));
      const [warehouse] = (await this.warehouses.list({ active: 'true', sort: 'createdAt', size: '1' })).items;
      if (!warehouse) return;
      for (const { id, unit, price } of products) {
        if (unit !== 'set' && unit !== 'piece') continue;
        await this.products.change(id, 'update', null, (product) => void Object.assign(product, { stocking: 'strict', cost: Math.round((price * 0.6) / 10_000) * 10_000 }));
        await this.stock.receive({ warehouseId: warehouse.id, lines: [{ productId: id, quantity: random.between(20, 120) * 1000 }], reason: null });
        for (const store of [this.ledger, this.entries] as unknown as RecordStore<RecordView>[]) {
          for (const row of (await store.list({ productId: id, size: '200' })).items) await store.change(row.id, 'update', null, (one) => void Object.assign(one, made()), 'sample');
        }
      }
    });
  }
}
