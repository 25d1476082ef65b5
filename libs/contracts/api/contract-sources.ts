import { Injectable } from '@nestjs/common';
import { as, Records, Rejected, SYSTEM } from '#kernel/api';
import { OpportunityService } from '#opportunities/api';
import { ProductService } from '#products/api';
import { isLive, type NewContract } from '#contracts/model';
import type { ContractEntity } from './contract.entity.ts';

/** What a new contract takes over from the deal it seals. */
@Injectable()
export class ContractSources {
  constructor(
    private readonly kernel: Records,
    private readonly opportunities: OpportunityService,
    private readonly products: ProductService,
  ) {}

  /** A new contract with what its source says where it says nothing itself. */
  async completed(input: Partial<NewContract>): Promise<Partial<NewContract>> {
    const said = Object.entries(input).filter(([, value]) => value !== null && !(Array.isArray(value) && value.length === 0));
    const own = Object.fromEntries(said) as Partial<NewContract>;
    const { amount, ...source } = await this.of(input);
    return { ...source, ...(amount !== undefined && !own.lines ? { amount } : {}), ...own };
  }

  /** What the deal says that a contract is made from. Throws Rejected for one that is not won. */
  private async of({ opportunityId }: Partial<NewContract>): Promise<Partial<NewContract>> {
    if (!opportunityId) return {};
    const deal = await this.opportunities.get(opportunityId);
    if (deal.status !== 'won') throw new Rejected('deal-not-won', undefined, [{ pointer: '/opportunityId', code: 'deal-not-won' }]);
    const rates = await this.taxRates(deal.lines.map(({ productId }) => productId));
    const lines = deal.lines.map(({ productId, quantity, price, discount }) => ({ productId, description: null, quantity, price, discount, taxRate: rates.get(productId) ?? null, net: null, tax: null }));
    const { name, customerId, contactId, currency, amount } = deal;
    return { name, contactId, currency, lines, ...(customerId ? { customerId } : {}), ...(lines.length === 0 && amount !== null ? { amount } : {}) };
  }

  private async taxRates(ids: readonly string[]): Promise<Map<string, number | null>> {
    const rates = new Map<string, number | null>();
    const asked = [...new Set(ids)];
    for (let at = 0; at < asked.length; at += 200) {
      const { items } = await this.products.page({ id: asked.slice(at, at + 200).join(','), size: '200' });
      for (const { id, taxRate } of items) rates.set(id, taxRate);
    }
    return rates;
  }

  /** Throws Rejected when a contract is made with another customer than the deal it seals. */
  async demandSameParty({ opportunityId, customerId }: Pick<ContractEntity, 'opportunityId' | 'customerId'>): Promise<void> {
    const deal = opportunityId ? await as(SYSTEM, () => this.opportunities.get(opportunityId)).catch(() => null) : null;
    if (deal?.customerId && deal.customerId !== customerId) throw new Rejected('other-party', undefined, [{ pointer: '/customerId', code: 'other-party' }]);
  }

  /** Throws Rejected with a live contract of a deal. */
  async demandNone(opportunityId: string): Promise<void> {
    const rows = await this.kernel.db.read<{ number: string; stage: never }>("SELECT `number`, `stage` FROM `contract` WHERE `opportunityId` = ? AND `deletedKey` = ''", [opportunityId]);
    const live = rows.find(({ stage }) => isLive(stage));
    if (live) throw new Rejected('live-contract', { number: live.number });
  }
}
