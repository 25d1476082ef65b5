import { isSection, netOf, pricedRows } from '#products/model';
import type { Offer } from '#quotes/model';
import type { DocumentFacts } from './facts.ts';

const STANDS = ['accepted', 'declined'] as const;

/** A quote as its customer reads it: what its document says, and nothing of the house that the document does not say. */
export function offerOf({ quote, lines, company, house, customer, contact, seller, day, language }: DocumentFacts): Offer {
  const { number, name, revision, currency, validUntil, terms, answeredOn, answeredBy, discountAmount } = quote;
  const { totals } = pricedRows(lines, discountAmount ?? 0, currency);
  const reach = [house.address, house.phone, house.email].filter((text): text is string => Boolean(text?.trim()));
  return {
    number, name, revision, language, currency, validUntil, terms, answeredOn, answeredBy, company, logo: house.logo, reach, customer: customer.name, contact, seller, day,
    status: STANDS.find((one) => one === quote.status) ?? 'sent',
    lines: lines.map((line) => ({
      kind: line.kind, name: line.name, code: line.code, unit: line.unit, description: line.productId ? line.description : null, quantity: line.quantity, price: line.price,
      discount: line.discount, taxRate: line.taxRate, optional: line.optional, net: isSection(line) ? 0 : netOf(line, currency),
    })),
    subtotal: totals.subtotal, discountAmount: discountAmount ?? 0, net: totals.net, tax: totals.tax, total: totals.total,
  }; // prettier-ignore
}
