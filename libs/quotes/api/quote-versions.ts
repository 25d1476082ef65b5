import { Injectable } from '@nestjs/common';
import { Clock, Database, toStoredMoment } from '#kernel/api';
import type { QuoteEntity } from './quote.entity.ts';

/** What quotes said before they became a new version. */
@Injectable()
export class QuoteVersions {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
  ) {}

  /** Keeps what a quote says, in the running unit of work. */
  async keep(quote: QuoteEntity, keptById: string | null): Promise<void> {
    const { id, revision } = quote;
    await this.db.put('quote_version', { quoteId: id, revision }, { content: JSON.stringify(quote), keptAt: toStoredMoment(this.clock.now().toISOString()), keptById });
  }
}
