import { Injectable } from '@nestjs/common';
import { Forbidden, Invalid, reaches, Records, Rejected, usedBy } from '#kernel/api';
import type { NewQuote, QuoteChange, QuoteStatus, QuoteVerb } from '#quotes/model';
import type { QuoteEntity } from './quote.entity.ts';
import { QuoteService } from './quote.service.ts';

/** Where a quote stands that was sent elsewhere. */
export interface PastQuote {
  readonly status: QuoteStatus;
  readonly sentOn?: string | null;
  readonly answeredOn?: string | null;
  readonly answerNote?: string | null;
}
const STANDING = ['status', 'approval', 'sentOn', 'answeredOn', 'answerNote'] as const;
export type QuoteStanding = Pick<QuoteEntity, (typeof STANDING)[number]>;
const WAYS: Partial<Record<QuoteStatus, readonly QuoteVerb[]>> = {
  draft: [], rejected: ['submit', 'reject'], approved: ['submit', 'approve'], sent: ['submit', 'approve', 'send'],
  accepted: ['submit', 'approve', 'send', 'accept'], declined: ['submit', 'approve', 'send', 'decline'], expired: ['submit', 'approve', 'send', 'expire'],
}; // prettier-ignore

/** Takes over quotes that were approved and sent before they were kept here. */
@Injectable()
export class QuotePast {
  constructor(
    private readonly kernel: Records,
    private readonly quotes: QuoteService,
  ) {}

  /** A quote as it stands elsewhere. Throws Forbidden, Invalid, or Rejected where it cannot stand so. */
  add(input: Partial<NewQuote>, past: PastQuote): Promise<string> {
    return this.kernel.work.run(async () => {
      const id = await this.quotes.add(input);
      if (past.status !== 'draft') await this.go(id, 1, past);
      return id;
    });
  }
  /** Changes a draft, and brings it to where it stood elsewhere. */
  update(id: string, version: number, changes: Partial<QuoteChange>, past: PastQuote): Promise<QuoteEntity> {
    return this.kernel.work.run(async () => {
      const edited = Object.keys(changes).length > 0 ? (await this.quotes.update(id, version, changes, true)).version : version;
      return this.go(id, edited, past);
    });
  }
  standing = (quote: QuoteEntity): QuoteStanding => Object.fromEntries(STANDING.map((name) => [name, quote[name]])) as QuoteStanding;

  /** Puts a quote back where it stood before it was brought on. */
  putBack(id: string, version: number, content: Partial<QuoteChange>, standing: Partial<QuoteStanding>): Promise<QuoteEntity> {
    return this.quotes.change(id, 'update', version, (quote) => {
      demandRight(quote);
      Object.assign(quote, content, standing);
      quote.settle();
    }, 'undo'); // prettier-ignore
  }
  /** Takes a quote away that was taken over. */
  async remove(id: string, version: number): Promise<void> {
    const now = this.kernel.clock.now().toISOString();
    await this.quotes.change(id, 'delete', version, async (quote) => {
      demandRight(quote);
      if (quote.status === 'in_approval') throw new Rejected('quote-status', { status: quote.status });
      if (await usedBy(this.kernel, 'quote', id)) throw new Rejected('quote-used');
      quote.deletedAt = now;
    }); // prettier-ignore
  }

  private go(id: string, version: number, { status, sentOn, answeredOn, answerNote }: PastQuote): Promise<QuoteEntity> {
    return this.quotes.change(id, 'update', version, async (quote) => {
      const way = quote.status === 'draft' ? WAYS[status] : null;
      if (!way) throw new Rejected('quote-status', { status: quote.status, verb: 'import' }, [{ pointer: '/status', code: 'quote-status' }]);
      demandRight(quote);
      const today = await this.kernel.workspace.today();
      const dayOf = (name: string, day: string | null | undefined): string => {
        if (!day) throw new Invalid([{ pointer: `/${name}`, code: 'required' }]);
        if (day > today) throw new Rejected('future-day', undefined, [{ pointer: `/${name}`, code: 'future-day' }]);
        return day;
      };
      if (way.length > 0) quote.demandContent();
      if (way.includes('accept') && (answeredOn ?? '') > quote.validUntil) throw new Rejected('validity-over', undefined, [{ pointer: '/answeredOn', code: 'validity-over' }]);
      for (const verb of way) {
        if (verb === 'accept' || verb === 'decline') quote.answer(verb, dayOf('answeredOn', answeredOn), answerNote ?? null);
        else quote.move(verb);
        if (verb === 'send') quote.sentOn = dayOf('sentOn', sentOn);
      }
      if (status === 'expired' && quote.validUntil >= today) throw new Rejected('quote-valid', undefined, [{ pointer: '/status', code: 'quote-valid' }]);
    }, 'import'); // prettier-ignore
  }
}

/** The right to take over what was approved and sent elsewhere. */
function demandRight(quote: QuoteEntity): void {
  if (!reaches('quote.import-past', quote as never)) throw new Forbidden('quote.import-past');
}
