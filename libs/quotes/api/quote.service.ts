import { Injectable } from '@nestjs/common';
import { currentPrincipal, Numbering, Records, RecordStore, Rejected } from '#kernel/api';
import { addDays, type EventType } from '#kernel/model';
import { CustomerService } from '#customers/api';
import { OpportunityService } from '#opportunities/api';
import { CONTENT, isOpen, QuoteAccepted, QuoteChange, QuoteEnded, QuoteRevised, QuoteSent, type Answer, type NewQuote } from '#quotes/model';
import { QuoteEntity } from './quote.entity.ts';
import { QuoteVersions } from './quote-versions.ts';

/** How long a quote is valid unless it is said. */
const VALID_DAYS = 30;

/** What customers are offered, from the draft to their answer. */
@Injectable()
export class QuoteService extends RecordStore<QuoteEntity> {
  constructor(
    kernel: Records,
    private readonly numbering: Numbering,
    private readonly customers: CustomerService,
    private readonly opportunities: OpportunityService,
    private readonly versions: QuoteVersions,
  ) {
    super(QuoteEntity, kernel, QuoteChange);
  }

  override add(input: Partial<NewQuote>, complete?: (quote: QuoteEntity) => void | Promise<void>): Promise<string> {
    return this.kernel.work.run(async () =>
      super.add(await this.named(await this.withDeal(input)), async (quote) => {
        quote.begin();
        await complete?.(quote);
        const { currency, language } = await this.kernel.workspace.settings();
        quote.currency ??= currency;
        quote.language ??= language;
        quote.validUntil ??= addDays(await this.kernel.workspace.today(), VALID_DAYS);
        quote.number ??= await this.numbering.take('quote', (number) => this.isTaken(number));
        quote.settle();
      }),
    );
  }

  /** Changes a quote; content of one that was approved or sent makes a new version. */
  override update(id: string, version: number, changes: Partial<QuoteChange>): Promise<QuoteEntity> {
    this.demandWritable(changes);
    return this.change(id, 'update', version, async (quote) => {
      if (CONTENT.some((name) => changes[name] !== undefined)) await this.open(quote);
      Object.assign(quote, changes);
      quote.settle();
    });
  }

  override remove(id: string, version: number): Promise<void> {
    return this.kernel.work.run(async () => {
      const { status } = await this.get(id);
      if (!isOpen(status) && status !== 'declined' && status !== 'expired') throw new Rejected('quote-locked', { status });
      await super.remove(id, version);
    });
  }

  send(id: string, version: number): Promise<QuoteEntity> {
    return this.change(id, 'update', version, async (quote) => {
      quote.send(await this.kernel.workspace.today());
      await this.tell(QuoteSent, factOf(quote));
    }, 'send'); // prettier-ignore
  }

  answer(id: string, version: number, verb: 'accept' | 'decline', { on, note }: Answer): Promise<QuoteEntity> {
    return this.change(id, 'update', version, async (quote) => {
      const today = await this.kernel.workspace.today();
      if (on && on > today) throw new Rejected('future-day', undefined, [{ pointer: '/on', code: 'future-day' }]);
      quote.answer(verb, on ?? today, note ?? null);
      if (verb === 'accept') await this.tell(QuoteAccepted, factOf(quote));
      else await this.tell(QuoteEnded, { ...factOf(quote), status: quote.status });
    }, verb); // prettier-ignore
  }

  /** Makes a draft of the next version, to be changed. */
  revise(id: string, version: number): Promise<QuoteEntity> {
    return this.change(id, 'update', version, async (quote) => {
      quote.demand('revise');
      await this.open(quote);
    }, 'revise'); // prettier-ignore
  }

  private async open(quote: QuoteEntity): Promise<void> {
    if (!isOpen(quote.status)) await this.versions.keep(quote, currentPrincipal().id);
    const was = quote.revision;
    quote.open();
    if (quote.revision !== was) await this.tell(QuoteRevised, { ...factOf(quote), revision: quote.revision });
  }

  private tell<P extends { id: string }>(what: EventType<P>, fact: P): Promise<void> {
    return this.kernel.events.emit(what, fact, { kind: 'quote', id: fact.id });
  }

  /** A new quote with what its deal says, unless it says so itself. */
  private async withDeal(input: Partial<NewQuote>): Promise<Partial<NewQuote>> {
    if (!input.opportunityId) return input;
    const { name, customerId, contactId, currency, lines } = await this.opportunities.get(input.opportunityId);
    const own = lines.map(({ productId, quantity, price, discount }) => ({ kind: 'item', productId, quantity, price, discount }));
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

const factOf = ({ id, customerId, opportunityId, ownerId }: QuoteEntity) => ({ id, customerId, opportunityId, ownerId });
