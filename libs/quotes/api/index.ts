import type { Slice, TablesData } from '#kernel/api';
import { quotesWords } from '#quotes/model';
import { QuotesModule } from './quotes.module.ts';
import { quoteLinks } from './migrations/20261125-86-quote-links.ts';
import { quoteFlow } from './migrations/20261125-quote-flow.ts';
import { quotesTables } from './migrations/20261125-quotes.ts';

export * from './quote-days.ts';
export * from './quote-past.service.ts';
export * from './quote.service.ts';
export * from './quotes.module.ts';
const DATA: TablesData = {
  quote_version: { keep: 'record', system: 'quoteId revision keptAt keptById', internal: 'content' },
  quote_link: { keep: 'record', system: 'id quoteId revision expiresOn createdAt createdById withdrawnAt viewedAt views', hashed: 'hash' },
};
export const quotes: Slice = { name: 'quotes', module: QuotesModule, migrations: [quotesTables, quoteFlow, quoteLinks], words: quotesWords, data: DATA, permissions: ['quote.import-past'] };
