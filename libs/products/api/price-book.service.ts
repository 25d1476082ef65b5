import { Injectable } from '@nestjs/common';
import { and, isIn, Records, RecordStore, sql, TRUE } from '#kernel/api';
import { PRICE_BOOK_KINDS, PriceBookChange, PriceEntryChange, type PriceCell } from '#products/model';
import { PriceBookEntity, PriceEntryEntity } from './price-book.entity.ts';

type Change = Parameters<RecordStore<PriceBookEntity>['change']>;

/** The books in which prices stand. */
@Injectable()
export class PriceBookService extends RecordStore<PriceBookEntity> {
  constructor(kernel: Records) {
    super(PriceBookEntity, kernel, PriceBookChange);
  }

  override add(input: object, complete?: (book: PriceBookEntity) => void | Promise<void>): Promise<string> {
    return super.add(input, async (book) => {
      await complete?.(book);
      book.settle();
    });
  }
  override change(...[id, verb, version, mutate, action]: Change): Promise<PriceBookEntity> {
    return super.change(id, verb, version, async (book) => {
      await mutate(book);
      book.settle();
    }, action); // prettier-ignore
  }

  /** The books in use whose prices hold on a day, in one currency or in all, with those of one customer beside those for many: as prices are looked up, by currency. */
  async holding(on: string, currency: string | null, customerId: string | null, most: number): Promise<PriceBookEntity[]> {
    const now = sql('r.`active` = 1 AND (r.`validFrom` IS NULL OR r.`validFrom` <= ?) AND (r.`validTo` IS NULL OR r.`validTo` >= ?)', on, on);
    const whom = customerId ? sql("(r.`kind` <> 'customer' OR r.`customerId` = ?)", customerId) : sql("r.`kind` <> 'customer'");
    const { items } = await this.reader.page({ size: String(most) }, and(now, whom, currency ? sql('r.`currency` = ?', currency) : TRUE));
    return items.toSorted((a, b) => order(a.currency, b.currency) || PRICE_BOOK_KINDS.indexOf(a.kind) - PRICE_BOOK_KINDS.indexOf(b.kind) || order(a.level ?? '', b.level ?? '') || order(b.validFrom ?? '', a.validFrom ?? ''));
  }
}
const order = (a: string, b: string) => (a === b ? 0 : a < b ? -1 : 1);

/** The prices in the books. */
@Injectable()
export class PriceEntryService extends RecordStore<PriceEntryEntity> {
  constructor(
    kernel: Records,
    private readonly books: PriceBookService,
  ) {
    super(PriceEntryEntity, kernel, PriceEntryChange);
  }

  override addMany(inputs: readonly object[]): Promise<string[]> {
    return this.addTogether(inputs);
  }

  /** Makes cells of a book's table what they are to be, in one unit of work; answers how many changed. */
  put(bookId: string, cells: readonly PriceCell[]): Promise<{ changed: number }> {
    for (const cell of cells) this.demandWritable(cell);
    return this.kernel.work.run(async () => {
      await this.books.get(bookId);
      const last = new Map(cells.map((cell) => [keyOf(cell), cell]));
      const there = await this.in(bookId, [...new Set(cells.map(({ productId }) => productId))]);
      const fresh: PriceCell[] = [];
      let changed = 0;
      for (const [key, cell] of last) {
        const known = there.get(key);
        if (!known && cell.price !== null) fresh.push(cell);
        if (!known || Number(known.price) === cell.price) continue;
        if (cell.price === null) await this.remove(known.id, Number(known.version));
        else await this.update(known.id, Number(known.version), { price: cell.price });
        changed++;
      }
      await this.addMany(fresh.map((cell) => ({ ...cell, priceBookId: bookId })));
      return { changed: changed + fresh.length };
    });
  }

  private async in(bookId: string, products: readonly string[]): Promise<Map<string, { id: string; version: number; price: number }>> {
    const where = isIn('`productId`', products);
    const rows = await this.kernel.db.read<PriceCell & { id: string; version: number; price: number }>(
      `SELECT \`id\`, \`version\`, \`productId\`, \`minQuantity\`, \`price\` FROM \`price_entry\` WHERE \`priceBookId\` = ? AND \`deletedKey\` = '' AND ${where.text}`,
      [bookId, ...where.params],
    );
    return new Map(rows.map((row) => [keyOf(row), row]));
  }
}

const keyOf = ({ productId, minQuantity }: Pick<PriceCell, 'productId' | 'minQuantity'>) => `${productId} ${Number(minQuantity)}`;
