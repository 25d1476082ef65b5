import { QUOTE_STATUSES } from '#quotes/model';

const many = (item: object) => ({ type: 'object', required: ['items'], properties: { items: { type: 'array', items: item } } });

export const PRICE_CHANGES = many({
  type: 'object', required: ['line', 'was', 'price', 'origin'],
  properties: { line: { type: 'integer', description: 'Its place among the lines, from 0.' }, was: { type: 'integer', description: 'In 1/10,000 of the currency’s major unit.' }, price: { type: 'integer' }, origin: { type: 'string' } },
}); // prettier-ignore

export const VERSIONS = many({
  type: 'object', required: ['revision', 'status', 'sentOn', 'keptAt', 'content'],
  properties: { revision: { type: 'integer' }, status: { type: 'string', enum: [...QUOTE_STATUSES] }, sentOn: { type: ['string', 'null'], format: 'date' }, keptAt: { type: ['string', 'null'], format: 'date-time' }, content: { type: 'object', additionalProperties: true } },
}); // prettier-ignore
