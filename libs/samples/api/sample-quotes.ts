import { Injectable } from '@nestjs/common';
import { as, newId, SYSTEM, Workspace } from '#kernel/api';
import { addDays } from '#kernel/model';
import { OpportunityService } from '#opportunities/api';
import { QuoteService } from '#quotes/api';
import { SAMPLE } from './sample-removal.service.ts';

/** What becomes of the sample quotes, one after the other. */
const ENDS = ['draft', 'sent', 'accepted', 'draft', 'declined', 'sent'] as const;
const QUOTES = 18;

/** Quotes for the open deals of the sample company. */
@Injectable()
export class SampleQuotes {
  constructor(
    private readonly quotes: QuoteService,
    private readonly opportunities: OpportunityService,
    private readonly workspace: Workspace,
  ) {}

  add(): Promise<void> {
    return as(SYSTEM, async () => {
      const today = await this.workspace.today();
      const { items } = await this.opportunities.list({ status: 'open', sort: '-createdAt', size: String(QUOTES) });
      for (const [index, { id, ownerId }] of items.filter(({ externalSource }) => externalSource === SAMPLE).entries()) {
        const validUntil = addDays(today, 3 + index * 2);
        const quote = await this.quotes.add({ opportunityId: id, ownerId, validUntil, externalSource: SAMPLE, externalId: newId() });
        const end = ENDS[index % ENDS.length] ?? 'draft';
        if (end === 'draft') continue;
        await this.quotes.change(quote, 'update', null, (one) => one.send(today), 'send');
        if (end !== 'sent') await this.quotes.change(quote, 'update', null, (one) => one.answer(end === 'accepted' ? 'accept' : 'decline', today, null), end);
      }
    });
  }
}
