import { Injectable } from '@nestjs/common';
import { NotFound, Workspace } from '#kernel/api';
import { Prices } from '#products/api';
import type { FoundPrice } from '#products/model';
import type { PriceChange, QuoteLine } from '#quotes/model';
import type { QuoteEntity } from './quote.entity.ts';

type Bought = Pick<QuoteEntity, 'customerId' | 'currency' | 'lines'>;
const keyOf = ({ productId, quantity, price }: QuoteLine) => `${productId}|${quantity}|${price}`;

/** Where the prices of a quote's lines come from, and which of them are no longer what the price books say. */
@Injectable()
export class QuotePrices {
  constructor(
    private readonly prices: Prices,
    private readonly workspace: Workspace,
  ) {}

  /** Says of each line where its price comes from; what stood there before keeps its origin. */
  async tell(quote: Bought, before: Bought | null): Promise<void> {
    const same = before?.customerId === quote.customerId && before.currency === quote.currency;
    const kept = new Map(same ? before.lines.map((line) => [keyOf(line), line]) : []);
    const fresh = quote.lines.filter((line) => line.productId && !kept.has(keyOf(line)));
    const found = await this.find(quote, fresh);
    quote.lines = quote.lines.map((line) => {
      if (!line.productId) return { ...line, priceOrigin: null, listPrice: null };
      const known = kept.get(keyOf(line));
      return known ? { ...line, priceOrigin: known.priceOrigin, listPrice: known.listPrice } : { ...line, ...told(line, found[fresh.indexOf(line)]) };
    });
  }

  /** The lines whose product costs something else by now. */
  async changes(quote: Bought): Promise<PriceChange[]> {
    const found = await this.find(quote, quote.lines.filter(({ productId }) => productId));
    let at = 0;
    return quote.lines.flatMap((line, index) => {
      const now = line.productId ? found[at++] : null;
      return !now || now.price === (line.listPrice ?? line.price) ? [] : [{ line: index, was: line.listPrice ?? line.price, price: now.price, origin: now.origin }];
    });
  }

  /** Takes over what products cost now, or keeps the prices and remembers that they differ. */
  async settle(quote: Bought, keep: boolean): Promise<void> {
    const changed = new Map((await this.changes(quote)).map((change) => [change.line, change]));
    quote.lines = quote.lines.map((line, index): QuoteLine => {
      const now = changed.get(index);
      if (!now) return line;
      const stays = keep || line.priceOrigin === 'manual';
      return stays ? { ...line, listPrice: now.price, priceOrigin: 'manual' } : { ...line, price: now.price, listPrice: now.price, priceOrigin: now.origin };
    });
  }

  /** A customer that whoever asks may not see has no prices of its own for them. */
  private async find({ customerId, currency }: Bought, lines: readonly QuoteLine[]): Promise<(FoundPrice | null | undefined)[]> {
    const asked = lines.map(({ productId, quantity }) => ({ productId: productId as string, quantity }));
    const buyer = { customerId, currency, on: await this.workspace.today() };
    return this.prices.lookAll(asked, buyer).catch((error: unknown) => {
      if (error instanceof NotFound) return this.prices.lookAll(asked, { ...buyer, customerId: null });
      throw error;
    });
  }
}

function told({ price }: QuoteLine, found: FoundPrice | null | undefined): Pick<QuoteLine, 'priceOrigin' | 'listPrice'> {
  return { priceOrigin: found?.price === price ? found.origin : 'manual', listPrice: found?.price ?? null };
}
