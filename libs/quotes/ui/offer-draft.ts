import { isSection, netOf, pricedRows } from '#products/model';
import { countable, type GridLine } from '#products/ui';
import type { Draft, RefNames } from '#kernel/ui';
import type { Offer } from '#quotes/model';

/** An offer as its customer would read what is written so far. */
export function offerOfDraft(draft: Draft, { company, seller, number, revision, currency, names }: { company: string; seller: string; number: string; revision: number; currency: string; names: RefNames }): Offer {
  const rows = ((draft['lines'] as GridLine[] | null) ?? []).map(countable);
  const asked = Number.isSafeInteger(draft['discountAmount']) ? (draft['discountAmount'] as number) : 0;
  const discountAmount = Math.min(asked, pricedRows(rows, 0, currency).totals.subtotal);
  const { totals } = pricedRows(rows, discountAmount, currency);
  const text = (name: string) => (draft[name] as string | null) ?? null;
  const named = (kind: string, name: string) => (text(name) ? names.of(kind, text(name) as string) : '');
  return {
    number, revision, currency, company, seller, discountAmount, name: text('name') || named('customer', 'customerId') || '…', language: text('language') === 'en' ? 'en' : 'zh-CN', status: 'sent', answeredOn: null, answeredBy: null, logo: null, reach: [],
    customer: named('customer', 'customerId') || '…', contact: named('contact', 'contactId') || null, day: '', validUntil: text('validUntil') ?? '', terms: text('terms'),
    lines: rows.map((line) => ({
      kind: isSection(line) ? 'section' : 'item', name: (line.productId ? names.of('product', line.productId) : line.description) || '…', code: null, unit: null, description: line.productId ? line.description : null, quantity: line.quantity, price: line.price,
      discount: line.discount, taxRate: line.taxRate, optional: line.optional ?? false, net: isSection(line) ? 0 : netOf(line, currency),
    })),
    subtotal: totals.subtotal, net: totals.net, tax: totals.tax, total: totals.total,
  }; // prettier-ignore
}
