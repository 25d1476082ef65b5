import { Injectable } from '@nestjs/common';
import { Stale } from '#kernel/api';
import { PriceBookService, PriceEntryService } from '#products/api';
import { PriceBookChange, type PriceCell, type PriceEntry } from '#products/model';
import type { Made } from '../writers.ts';
import { PricesBody, PricesChange } from './bodies.ts';
import { beforeOf, changesOf, parted, type Body, type Taken, type Writing } from './writing.ts';

/** A price as an import found it, and as it left it; null where there was none. */
interface Repriced {
  readonly productId: string;
  readonly minQuantity: number;
  readonly was: number | null;
  readonly is: number;
}
const keyOf = ({ productId, minQuantity }: Pick<PriceCell, 'productId' | 'minQuantity'>) => `${productId} ${minQuantity}`;

/** Price books from rows, a price a row. */
@Injectable()
export class PriceBookRows implements Writing {
  readonly made = PricesBody;
  readonly changed = PricesChange;

  constructor(
    private readonly books: PriceBookService,
    private readonly prices: PriceEntryService,
  ) {}

  bare = (body: Body): Body => ({ ...body, lines: cellsOf(body) });

  async add(body: Body): Promise<Made> {
    const id = await this.books.add(parted(body, ['lines']).rest);
    await this.prices.put(id, cellsOf(body));
    return { kind: 'price-book', id, name: String(body['name'] ?? ''), told: { cells: cellsOf(body) } };
  }
  async change(id: string, body: Body): Promise<Made | null> {
    const old = await this.books.get(id);
    const changes = changesOf(old, parted(body, ['lines']).rest, PriceBookChange);
    const there = new Map((await this.entries(id)).map((entry) => [keyOf(entry), entry.price]));
    const cells = cellsOf(body).map(({ productId, minQuantity, price }): Repriced => ({ productId, minQuantity, was: there.get(keyOf({ productId, minQuantity })) ?? null, is: price as number })).filter(({ was, is }) => was !== is);
    if (Object.keys(changes).length === 0 && cells.length === 0) return null;
    const { version } = Object.keys(changes).length > 0 ? await this.books.update(id, old.version, changes) : old;
    await this.prices.put(id, cells.map(({ productId, minQuantity, is }) => ({ productId, minQuantity, price: is }))); // prettier-ignore
    return { kind: 'price-book', id, name: old.name, version, before: { ...beforeOf(old, Object.keys(changes)), cells } };
  }
  async takeBack({ id, version, before, told }: Taken): Promise<void> {
    const entries = await this.entries(id);
    if (!before) {
      const wrote = new Map(((told?.['cells'] ?? []) as PriceCell[]).map((cell) => [keyOf(cell), cell.price]));
      if (entries.some((entry) => wrote.get(keyOf(entry)) !== entry.price)) throw new Stale(null);
      for (const entry of entries) await this.prices.remove(entry.id, entry.version);
      return this.books.remove(id, version);
    }
    const { cells, ...changes } = before as { cells: readonly Repriced[] } & Body;
    const now = new Map(entries.map((entry) => [keyOf(entry), entry.price]));
    if (cells.some((cell) => now.get(keyOf(cell)) !== cell.is)) throw new Stale(null);
    if (Object.keys(changes).length > 0) await this.books.update(id, version, changes);
    await this.prices.put(id, cells.map(({ productId, minQuantity, was }) => ({ productId, minQuantity, price: was }))); // prettier-ignore
  }

  private async entries(priceBookId: string): Promise<PriceEntry[]> {
    const all: PriceEntry[] = [];
    for (let after: string | null = ''; after !== null; ) {
      const { items, next }: { items: PriceEntry[]; next: string | null } = await this.prices.page({ priceBookId, size: '200', ...(after ? { after } : {}) });
      all.push(...items);
      after = next;
    }
    return all;
  }
}
/** A price holds from nothing on unless a quantity is said. */
const cellsOf = ({ lines }: Body): PriceCell[] => ((lines ?? []) as Partial<PriceCell>[]).map((line) => ({ minQuantity: 0, ...line }) as PriceCell);
