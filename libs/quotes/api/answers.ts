import { QUOTE_LANGUAGES, QUOTE_STATUSES } from '#quotes/model';

const many = (item: object) => ({ type: 'object', required: ['items'], properties: { items: { type: 'array', items: item } } });

export const PRICE_CHANGES = many({
  type: 'object', required: ['line', 'was', 'price', 'origin'],
  properties: { line: { type: 'integer', description: 'Its place among the lines, from 0.' }, was: { type: 'integer', description: 'In 1/10,000 of the currency’s major unit.' }, price: { type: 'integer' }, origin: { type: 'string' } },
}); // prettier-ignore

export const VERSIONS = many({
  type: 'object', required: ['revision', 'status', 'sentOn', 'keptAt', 'content'],
  properties: { revision: { type: 'integer' }, status: { type: 'string', enum: [...QUOTE_STATUSES] }, sentOn: { type: ['string', 'null'], format: 'date' }, keptAt: { type: ['string', 'null'], format: 'date-time' }, content: { type: 'object', additionalProperties: true } },
}); // prettier-ignore

const TEXT = { type: 'string' };
const WORD = { type: ['string', 'null'] };
const WHOLE = { type: 'integer' };
const DAY = { type: ['string', 'null'], format: 'date' };
const MOMENT = { type: ['string', 'null'], format: 'date-time' };
/** An object that has all of these. */
const all = (properties: Record<string, object>) => ({ type: 'object', required: Object.keys(properties), properties });

export const LINK = all({ url: TEXT });
export const LINKS = many(all({ id: TEXT, revision: WHOLE, createdAt: MOMENT, expiresOn: DAY, withdrawnAt: MOMENT, viewedAt: MOMENT, views: WHOLE, live: { type: 'boolean' } }));
export const OFFER = all({
  number: TEXT, name: TEXT, revision: WHOLE, language: { type: 'string', enum: [...QUOTE_LANGUAGES] }, status: { type: 'string', enum: ['sent', 'accepted', 'declined'] }, answeredOn: DAY, answeredBy: WORD,
  company: TEXT, logo: WORD, reach: { type: 'array', items: TEXT }, customer: TEXT, contact: WORD, seller: WORD, day: DAY, validUntil: DAY, currency: TEXT,
  lines: {
    type: 'array',
    items: all({
      kind: WORD, name: TEXT, code: WORD, unit: WORD, description: WORD, quantity: WHOLE, price: WHOLE, discount: { type: ['integer', 'null'] }, taxRate: { type: ['integer', 'null'] }, optional: { type: ['boolean', 'null'] },
      net: { type: 'integer', description: 'Before the discount on the whole.' },
    }),
  },
  subtotal: WHOLE, discountAmount: WHOLE, net: WHOLE, tax: WHOLE, total: WHOLE, terms: WORD,
}); // prettier-ignore
