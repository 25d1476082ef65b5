import { Injectable } from '@nestjs/common';
import { Database, isIn, reachOf, readable, tableOf, UnitOfWork } from '#kernel/api';
import { MOST_BOOKS, type PriceQuestion, type PriceTable, type PriceTableBook, type PriceTableCell, type PriceTableRow } from '#products/model';
import { PriceBookService, PriceEntryService } from './price-book.service.ts';
import { foremost, Prices } from './prices.service.ts';
import { ProductService } from './product.service.ts';

/** For whom, when and how much of it; in one currency, or in all. */
export type TableBuyer = Pick<PriceQuestion, 'customerId' | 'quantity' | 'on'> & { readonly level: string | null; readonly currency: string | null };
interface Entry {
  readonly priceBookId: string;
  readonly productId: string;
  readonly minQuantity: number;
  readonly price: number;
}
/** What a row of the table says of its product, as far as whoever asks may see it. */
const fields = () => ['name', 'price', 'currency', 'bundling', ...(readable(tableOf('product'), 'code') ? ['code'] : [])].join();

/** Price books side by side: products as rows, the books that hold on a day as columns. */
@Injectable()
export class PriceTables {
  constructor(
    private readonly products: ProductService,
    private readonly books: PriceBookService,
    private readonly entries: PriceEntryService,
    private readonly prices: Prices,
    private readonly db: Database,
    private readonly work: UnitOfWork,
  ) {}

  /** A page of products on sale, as `query` asks for it. However many products and books, it takes the same few statements. */
  async page(buyer: TableBuyer, query: Record<string, unknown>): Promise<PriceTable> {
    const level = buyer.customerId ? await this.prices.levelOf(buyer.customerId) : buyer.level;
    const { items, next } = await this.products.page({ ...query, onSale: 'true', fields: fields() });
    const found = await this.books.holding(buyer.on, buyer.currency, buyer.customerId, MOST_BOOKS + 1);
    const [books, more] = [found.slice(0, MOST_BOOKS) as unknown as PriceTableBook[], found.length > MOST_BOOKS];
    const entries = Map.groupBy(await this.entriesOf(books, items), ({ productId }) => productId);
    const applies = ({ kind, level: own, customerId }: PriceTableBook) => kind === 'list' || kind === 'tier' || (kind === 'level' && own !== null && own === level) || (kind === 'customer' && customerId === buyer.customerId);
    const mine = new Map(more ? [] : books.filter(applies).map((book) => [book.id, book]));
    const rows = items.map(({ id, code, name, price, currency, bundling }): PriceTableRow => {
      const own = entries.get(id) ?? [];
      const cells = own.map(({ priceBookId, minQuantity, price: at }) => ({ bookId: priceBookId, minQuantity: Number(minQuantity), price: Number(at) }));
      return { id, code: code ?? '', name, price, currency, bundling, cells, best: more ? [] : best(own, mine, buyer, currency) };
    });
    return { on: buyer.on, books, more, items: rows, next };
  }

  /** Makes cells of several books what they are to be, all of them or none; answers how many changed. */
  put(cells: readonly PriceTableCell[]): Promise<{ changed: number }> {
    return this.work.run(async () => {
      let changed = 0;
      const books = [...Map.groupBy(cells, ({ priceBookId }) => priceBookId)].sort(([a], [b]) => (a < b ? -1 : 1));
      for (const [id, own] of books) changed += (await this.entries.put(id, own.map(({ productId, minQuantity, price }) => ({ productId, minQuantity, price: price ?? null })))).changed;
      return { changed };
    });
  }

  private async entriesOf(books: readonly { readonly id: string }[], products: readonly { readonly id: string }[]): Promise<Entry[]> {
    if (books.length === 0 || products.length === 0 || !reachOf('price-entry.read')) return [];
    const [rows, columns] = [isIn('`productId`', products.map(({ id }) => id)), isIn('`priceBookId`', books.map(({ id }) => id))];
    return this.db.read<Entry>(`SELECT \`priceBookId\`, \`productId\`, \`minQuantity\`, \`price\` FROM \`price_entry\` WHERE ${rows.text} AND \`deletedKey\` = '' AND ${columns.text} ORDER BY \`productId\`, \`minQuantity\``, [...rows.params, ...columns.params]);
  }
}

/** By currency what a buyer gets: the foremost of the books that apply, or else the product's own price. */
function best(entries: readonly Entry[], books: ReadonlyMap<string, PriceTableBook>, { quantity, currency: asked }: TableBuyer, currency: string): PriceTableRow['best'] {
  const candidates = entries.flatMap(({ priceBookId, ...entry }) => {
    const book = books.get(priceBookId);
    return book && Number(entry.minQuantity) <= quantity ? [{ ...entry, bookId: book.id, kind: book.kind, validFrom: book.validFrom, currency: book.currency }] : [];
  });
  const first = [...Map.groupBy(candidates, (one) => one.currency)].map(([of, own]) => ({ currency: of, bookId: own.toSorted(foremost)[0]?.bookId ?? null }));
  return first.some((one) => one.currency === currency) || (asked !== null && asked !== currency) ? first : [...first, { currency, bookId: null }];
}
