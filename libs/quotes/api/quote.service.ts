import { Injectable } from '@nestjs/common';
import { Numbering, Overviews, Records, RecordStore, Rejected } from '#kernel/api';
import { addDays, type EventType } from '#kernel/model';
import { CustomerService } from '#customers/api';
import { OpportunityService } from '#opportunities/api';
import { ProductService } from '#products/api';
import { CONTENT, isOpen, QuoteChange, QuoteEnded, QuoteRevised, type NewQuote, type QuoteVersion } from '#quotes/model';
import { QuoteEntity } from './quote.entity.ts';
import { QuotePrices } from './quote-prices.ts';
import { QuoteRules } from './quote-rules.ts';
import { QuoteStock } from './quote-stock.ts';
import { QuoteVersions } from './quote-versions.ts';

/** What customers are offered. */
@Injectable()
export class QuoteService extends RecordStore<QuoteEntity> {
  constructor(
    kernel: Records,
    private readonly numbering: Numbering,
    private readonly customers: CustomerService,
    private readonly opportunities: OpportunityService,
    private readonly versions: QuoteVersions,
    private readonly prices: QuotePrices,
    private readonly terms: QuoteRules,
    private readonly products: ProductService,
    private readonly stock: QuoteStock,
    overviews: Overviews,
  ) {
    super(QuoteEntity, kernel, QuoteChange);
    overviews.show('customer', 'quotes', QuoteEntity, 'customerId', ['number', 'name', 'status', 'total', 'currency', 'validUntil']);
  }

  /** What people write offers nothing that is sold no more; what is brought over from elsewhere may. */
  override create(input: Partial<NewQuote>, complete?: (quote: QuoteEntity) => void | Promise<void>): Promise<QuoteEntity> {
    this.demandWritable(input, true);
    return this.kernel.work.run(async () => {
      await this.products.demandOnSale(input.lines ?? []);
      return super.create(input, complete);
    });
  }

  override add(input: Partial<NewQuote>, complete?: (quote: QuoteEntity) => void | Promise<void>): Promise<string> {
    this.demandWritable(input, true);
    return this.kernel.work.run(async () =>
      super.add(await this.named(await this.withDeal(input)), async (quote) => {
        quote.begin();
        await complete?.(quote);
        await this.open(quote, input);
        await this.prices.tell(quote, null);
        quote.settle();
      }),
    );
  }

  /** Changes a quote; content of one that was approved or sent makes a new version. What comes from `elsewhere` may offer what is retired by now. */
  override update(id: string, version: number, changes: Partial<QuoteChange>, elsewhere = false): Promise<QuoteEntity> {
    this.demandWritable(changes);
    return this.change(id, 'update', version, async (quote) => {
      const before = { ...quote };
      if (changes.lines && !elsewhere) await this.products.demandOnSale(changes.lines, quote.lines);
      if (CONTENT.some((name) => changes[name] !== undefined)) await this.write(quote);
      Object.assign(quote, changes);
      if (changes.lines || changes.currency || changes.customerId) await this.prices.tell(quote, before);
      quote.settle();
    });
  }

  /** Only what came to nothing is thrown away. */
  override remove(id: string, version: number): Promise<void> {
    return this.kernel.work.run(async () => {
      const { status } = await this.get(id);
      if (!isOpen(status) && status !== 'declined' && status !== 'expired') throw new Rejected('quote-status', { status });
      await super.remove(id, version);
    });
  }
  override purge(ids: readonly string[]): Promise<void> {
    return this.kernel.work.run(async () => {
      await super.purge(ids);
      await this.versions.forget(ids);
    });
  }

  /** Opens the content to be written; throws Rejected where it must stay, and keeps what was approved or sent as a version. */
  async write(quote: QuoteEntity): Promise<void> {
    const was = structuredClone({ ...quote }) as QuoteEntity;
    quote.open();
    if (quote.revision === was.revision) return;
    await this.versions.keep(was);
    await this.stock.letGo(quote);
    await this.tell(QuoteRevised, quote, { revision: quote.revision });
  }

  expire(id: string): Promise<QuoteEntity> {
    return this.change(id, 'update', null, async (quote) => {
      quote.move('expire');
      await this.stock.letGo(quote);
      await this.tell(QuoteEnded, quote, { status: quote.status });
    }, 'expire'); // prettier-ignore
  }

  async versionsOf(id: string): Promise<{ items: QuoteVersion[] }> {
    return { items: await this.versions.of(await this.get(id)) };
  }

  tell<P extends object>(what: EventType<P>, { id, customerId, opportunityId, ownerId }: QuoteEntity, more: object = {}): Promise<void> {
    return this.kernel.events.emit(what, { id, customerId, opportunityId, ownerId, ...more } as unknown as P, { kind: 'quote', id });
  }

  /** What a new quote starts with. */
  private async open(quote: QuoteEntity, input: Partial<NewQuote>): Promise<void> {
    const { currency, language } = await this.kernel.workspace.settings();
    quote.currency ??= currency;
    quote.language ??= language;
    quote.validUntil ??= addDays(await this.kernel.workspace.today(), (await this.terms.get()).validDays);
    if (input.terms === undefined) quote.terms = await this.terms.termsIn(quote.language);
    quote.number ??= await this.numbering.take('quote', (number) => this.isTaken(number));
  }

  /** A new quote with what its deal says, unless it says so itself. */
  private async withDeal(input: Partial<NewQuote>): Promise<Partial<NewQuote>> {
    if (!input.opportunityId) return input;
    const { name, customerId, contactId, currency, lines } = await this.opportunities.get(input.opportunityId);
    const rates = await this.products.taxRates(lines.map(({ productId }) => productId));
    const own = lines.map(({ productId, quantity, price, discount }) => ({ kind: 'item', productId, quantity, price, discount, taxRate: rates.get(productId) ?? null }));
    return { name, currency, ...(customerId ? { customerId } : {}), ...(contactId ? { contactId } : {}), lines: own as NewQuote['lines'], ...input };
  }
  /** Without a name it is called as its customer. */
  private async named(input: Partial<NewQuote>): Promise<Partial<NewQuote>> {
    return input.name || !input.customerId ? input : { ...input, name: (await this.customers.get(input.customerId)).name };
  }

  private async isTaken(number: string): Promise<boolean> {
    return (await this.kernel.db.read("SELECT 1 FROM `quote` WHERE `number` = ? AND `deletedKey` = ''", [number])).length > 0;
  }
}
