import { Injectable } from '@nestjs/common';
import { Rejected, Workspace } from '#kernel/api';
import { addDays } from '#kernel/model';
import { isSection } from '#products/model';
import { Stock } from '#stock/api';
import type { QuoteEntity } from './quote.entity.ts';
import { QuoteRules } from './quote-rules.ts';

type Offered = Pick<QuoteEntity, 'id' | 'lines' | 'validUntil'>;

/** Keeps goods softly for what was offered or accepted, as the rules of the house say; the contract keeps them hard once it is in force. */
@Injectable()
export class QuoteStock {
  constructor(
    private readonly stock: Stock,
    private readonly rules: QuoteRules,
    private readonly workspace: Workspace,
  ) {}

  /** What is offered is kept until the offer ends. Throws Rejected when there is not enough: it must not be promised then. */
  async offer(quote: Offered): Promise<void> {
    if ((await this.rules.get()).reserves === 'sent') await this.keep(quote, quote.validUntil);
  }

  /** What was accepted is kept for as long as an offer is valid, so that a contract can be made. What is short is not: the customer has said yes all the same. */
  async hold(quote: Offered): Promise<void> {
    const { reserves, validDays } = await this.rules.get();
    if (reserves === 'never') return;
    const until = addDays(await this.workspace.today(), validDays);
    await this.keep(quote, until > quote.validUntil ? until : quote.validUntil).catch((error: unknown) => {
      if (!(error instanceof Rejected && error.code === 'stock-short')) throw error;
    });
  }

  letGo({ id }: Pick<Offered, 'id'>): Promise<void> {
    return this.stock.release('quote', id);
  }

  private keep({ id, lines }: Offered, expiresOn: string): Promise<void> {
    const wanted = lines.flatMap((line) => (line.productId && !isSection(line) && !line.optional ? [{ productId: line.productId, quantity: line.quantity }] : []));
    return this.stock.reserve({ forKind: 'quote', forId: id, lines: wanted, kind: 'soft', expiresOn });
  }
}
