import { type FormLayout } from '#workbench/ui';
import { isLocked, NewQuote, Quote, QuoteChange } from '#quotes/model';

export const QUOTE_FORM: FormLayout<Quote> = {
  of: Quote, create: NewQuote, change: QuoteChange,
  pages: '/quotes',
  locked: ({ status }) => (isLocked(status) ? { why: 'problem.quote-locked', free: [] } : null),
  wide: ['name', 'terms', 'note'],
  groups: [
    { key: 'quote.group.main', fields: ['name', 'number', 'customerId', 'contactId', 'opportunityId', 'validUntil'] },
    { key: 'quote.group.value', fields: ['currency', 'discountAmount', 'language', 'sentOn', 'answeredOn', 'answeredBy', 'answerNote'] },
    { key: 'quote.group.more', fields: ['terms', 'note'] },
  ],
}; // prettier-ignore
