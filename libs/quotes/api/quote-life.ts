import { Injectable } from '@nestjs/common';
import { Rejected, Workspace } from '#kernel/api';
import { ProductService } from '#products/api';
import { QuoteAccepted, QuoteEnded, QuoteSent, type Answer } from '#quotes/model';
import type { QuoteEntity } from './quote.entity.ts';
import { QuotePrices } from './quote-prices.ts';
import { QuoteRules } from './quote-rules.ts';
import { QuoteService } from './quote.service.ts';
import { QuoteStock } from './quote-stock.ts';

/** Takes quotes on their way to the customer and back; others hear of it before it is done, and may refuse. */
@Injectable()
export class QuoteLife {
  constructor(
    private readonly quotes: QuoteService,
    private readonly prices: QuotePrices,
    private readonly rules: QuoteRules,
    private readonly products: ProductService,
    private readonly stock: QuoteStock,
    private readonly workspace: Workspace,
  ) {}

  /** Marks a quote as sent. Throws Rejected while its discount needs an approval that it has not got, for what is sold no more, and for goods that are to be kept and are not there. */
  send(id: string, version: number): Promise<QuoteEntity> {
    return this.quotes.change(id, 'update', version, async (quote) => {
      quote.demandLeave(await this.rules.limit());
      await this.products.demandOnSale(quote.lines);
      quote.send(await this.workspace.today());
      await this.stock.offer(quote);
      await this.quotes.tell(QuoteSent, quote);
    }, 'send'); // prettier-ignore
  }

  /** What the customer said; with a name when they said it themselves. */
  answer(id: string, version: number, verb: 'accept' | 'decline', { on, note }: Answer, by: string | null = null): Promise<QuoteEntity> {
    return this.quotes.change(id, 'update', version, async (quote) => {
      const today = await this.workspace.today();
      if (on && on > today) throw new Rejected('future-day', undefined, [{ pointer: '/on', code: 'future-day' }]);
      quote.answer(verb, on ?? today, note ?? null, by);
      if (verb === 'accept') {
        await this.stock.hold(quote);
        return this.quotes.tell(QuoteAccepted, quote);
      }
      await this.stock.letGo(quote);
      await this.quotes.tell(QuoteEnded, quote, { status: quote.status });
    }, verb); // prettier-ignore
  }

  /** Makes a draft of the next version, to be changed. */
  revise(id: string, version: number): Promise<QuoteEntity> {
    return this.quotes.change(id, 'update', version, async (quote) => {
      quote.demand('revise');
      await this.quotes.write(quote);
    }, 'revise'); // prettier-ignore
  }

  /** Takes over what the price books say now, or keeps the prices as they are. */
  reprice(id: string, version: number, keep: boolean): Promise<QuoteEntity> {
    return this.quotes.change(id, 'update', version, async (quote) => {
      await this.quotes.write(quote);
      await this.prices.settle(quote, keep);
      quote.settle();
    }, 'reprice'); // prettier-ignore
  }

  /** The lines whose product costs something else by now; what is on its way to a decision or decided stays as it is. */
  async priceChanges(id: string) {
    const quote = await this.quotes.get(id);
    return { items: quote.status === 'draft' || quote.status === 'rejected' ? await this.prices.changes(quote) : [] };
  }
}
