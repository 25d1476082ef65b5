import { MONEY_REPORTS } from '#reports/model';

const COUNT = { type: 'integer', minimum: 0 };
const ITEM = {
  type: 'object', required: ['key', 'count', 'unpriced', 'amounts'],
  properties: {
    key: { type: 'string' }, count: COUNT, unpriced: { ...COUNT, description: 'Records in a currency without a rate: counted, and in no amount.' }, currency: { type: 'string' },
    of: { type: ['object', 'null'], required: ['id', 'name'], properties: { id: { type: 'string' }, name: { type: 'string' }, nameZh: { type: ['string', 'null'] } } },
    amounts: { type: 'object', additionalProperties: { type: ['number', 'null'] }, description: 'By measure: minor units of the currency; `rate` as a share, `quantity` in thousandths, `days` and `products` as they are.' },
  },
}; // prettier-ignore

/** What the reports on money answer with. */
export const REPORT = {
  type: 'object', required: ['name', 'from', 'to', 'currency', 'sections'],
  properties: {
    name: { type: 'string', enum: MONEY_REPORTS }, from: { type: 'string', format: 'date' }, to: { type: 'string', format: 'date' }, currency: { type: 'string' },
    sections: { type: 'array', items: { type: 'object', required: ['key', 'by', 'measures', 'items'], properties: { key: { type: 'string' }, by: { type: 'string' }, measures: { type: 'array', items: { type: 'string' } }, items: { type: 'array', items: ITEM } } } },
  },
}; // prettier-ignore
