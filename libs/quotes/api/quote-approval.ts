import { Injectable } from '@nestjs/common';
import { Approvals, type SubjectFacts } from '#approvals/api';
import { Records } from '#kernel/api';
import { ProductService } from '#products/api';
import { CONTENT } from '#quotes/model';
import type { QuoteEntity } from './quote.entity.ts';
import { QuoteService } from './quote.service.ts';

/** What approval flows ask of quotes. */
@Injectable()
export class QuoteApproval {
  constructor(
    private readonly kernel: Records,
    private readonly quotes: QuoteService,
    private readonly products: ProductService,
    approvals: Approvals,
  ) {
    approvals.register({
      kind: 'quote',
      facts: (id) => this.facts(id),
      begin: (id, version) => this.begin(id, version),
      decide: (id, outcome, snapshot) => this.decide(id, outcome, snapshot),
    });
  }

  private async facts(id: string): Promise<SubjectFacts> {
    const { name, number, total, currency, discountRate, customerId, ownerId, teamId } = await this.quotes.get(id);
    const customer = (await this.kernel.stores.get('customer')?.get(customerId)) as { level?: string | null } | undefined;
    return { title: name, number, amount: total, currency, discount: discountRate, customerId, customerLevel: customer?.level ?? null, ownerId, teamId, type: null };
  }

  private async begin(id: string, version: number): Promise<Record<string, unknown>> {
    let snapshot: Record<string, unknown> = {};
    await this.quotes.change(id, 'update', version, async (quote) => {
      quote.demandContent();
      await this.products.demandOnSale(quote.lines);
      snapshot = contentOf(quote);
      quote.move('submit');
    }, 'submit'); // prettier-ignore
    return snapshot;
  }

  private async decide(id: string, outcome: 'approved' | 'rejected' | 'recalled', snapshot: Record<string, unknown>): Promise<void> {
    const verb = ({ approved: 'approve', rejected: 'reject', recalled: 'recall' } as const)[outcome];
    await this.quotes.change(id, 'update', null, (quote) => {
      if (outcome !== 'approved') Object.assign(quote, snapshot);
      quote.move(verb);
      quote.settle();
    }, verb); // prettier-ignore
  }
}

const contentOf = (quote: QuoteEntity): Record<string, unknown> => structuredClone(Object.fromEntries(CONTENT.map((name) => [name, quote[name]])));
