import { Injectable } from '@nestjs/common';
import { as, Records, Rejected, SYSTEM } from '#kernel/api';
import { OpportunityService } from '#opportunities/api';
import { ProductService } from '#products/api';
import { QuoteService } from '#quotes/api';
import { isLive, type ContractStage, type NewContract } from '#contracts/model';
import type { ContractEntity } from './contract.entity.ts';

/** What a new contract takes over from the deal it seals, or from the quote that was accepted. */
@Injectable()
export class ContractSources {
  constructor(
    private readonly kernel: Records,
    private readonly opportunities: OpportunityService,
    private readonly products: ProductService,
    private readonly quotes: QuoteService,
  ) {}

  /** A new contract with what its source says where it says nothing itself. */
  async completed(input: Partial<NewContract>): Promise<Partial<NewContract>> {
    const said = Object.entries(input).filter(([, value]) => value !== null && !(Array.isArray(value) && value.length === 0));
    const own = Object.fromEntries(said) as Partial<NewContract>;
    const { amount, ...source } = await this.of(input);
    return { ...source, ...(amount !== undefined && !own.lines ? { amount } : {}), ...own };
  }

  /** Throws Rejected for a line with a retired product that neither its source nor what stood there before has. */
  async demandOnSale({ lines, ...input }: Partial<NewContract>, before: NewContract['lines'] = []): Promise<void> {
    if (lines) await this.products.demandOnSale(lines, [...before, ...((await this.of(input)).lines ?? [])]);
  }

  private async of({ opportunityId, quoteId }: Partial<NewContract>): Promise<Partial<NewContract>> {
    if (quoteId) return this.ofQuote(quoteId);
    return opportunityId ? this.ofDeal(opportunityId) : {};
  }

  /** What was accepted, without what was offered beside it. Throws Rejected for one that was not accepted, or has its contract. */
  private async ofQuote(id: string): Promise<Partial<NewContract>> {
    const { status, name, customerId, contactId, opportunityId, currency, discountAmount, terms, lines } = await this.quotes.get(id);
    if (status !== 'accepted') throw new Rejected('quote-not-accepted', undefined, [{ pointer: '/quoteId', code: 'quote-not-accepted' }]);
    await this.demandNone('quoteId', id);
    const sold = lines.filter(({ kind, optional }) => kind !== 'section' && !optional);
    const own = sold.map(({ productId, description, quantity, price, discount, taxRate }) => ({ productId, description, quantity, price, discount, taxRate, net: null, tax: null }));
    return { name, customerId, contactId, opportunityId, currency, discountAmount, terms, lines: own };
  }

  /** What was won. Throws Rejected for a deal that was not. */
  private async ofDeal(opportunityId: string): Promise<Partial<NewContract>> {
    const deal = await this.opportunities.get(opportunityId);
    if (deal.status !== 'won') throw new Rejected('deal-not-won', undefined, [{ pointer: '/opportunityId', code: 'deal-not-won' }]);
    const rates = await this.products.taxRates(deal.lines.map(({ productId }) => productId));
    const lines = deal.lines.map(({ productId, quantity, price, discount }) => ({ productId, description: null, quantity, price, discount, taxRate: rates.get(productId) ?? null, net: null, tax: null }));
    const { name, customerId, contactId, currency, amount } = deal;
    return { name, contactId, currency, lines, ...(customerId ? { customerId } : {}), ...(lines.length === 0 && amount !== null ? { amount } : {}) };
  }

  /** Throws Rejected when a contract is made with another customer than the deal or the quote it comes from. */
  async demandSameParty({ opportunityId, quoteId, customerId }: Pick<ContractEntity, 'opportunityId' | 'quoteId' | 'customerId'>): Promise<void> {
    const [deal, quote] = await as(SYSTEM, async () => [
      opportunityId ? await this.opportunities.get(opportunityId).catch(() => null) : null, quoteId ? await this.quotes.get(quoteId).catch(() => null) : null,
    ]); // prettier-ignore
    if ([deal, quote].some((one) => one?.customerId && one.customerId !== customerId)) throw new Rejected('other-party', undefined, [{ pointer: '/customerId', code: 'other-party' }]);
  }

  /** Throws Rejected with a live contract that was made from a deal, or from a quote. */
  async demandNone(from: 'opportunityId' | 'quoteId', id: string): Promise<void> {
    const rows = await this.kernel.db.read<{ number: string; stage: ContractStage }>(`SELECT \`number\`, \`stage\` FROM \`contract\` WHERE \`${from}\` = ? AND \`deletedKey\` = ''`, [id]);
    const live = rows.find(({ stage }) => isLive(stage));
    if (live) throw new Rejected(from === 'quoteId' ? 'quote-has-contract' : 'live-contract', { number: live.number });
  }
}
