import { fieldsOf } from '#kernel/model';
import type { Draft, RefNames } from '#kernel/ui';
import type { GridLine } from '#products/ui';
import { QuoteLine, type Quote } from '#quotes/model';
import type { Opportunity } from '#opportunities/model';

const LINE_FIELDS = fieldsOf(QuoteLine).map(({ name }) => name);
type Named = { readonly id: string; readonly name: string };

/** The rows of a quote as the grid writes them, without the names that came along; these are remembered. */
export function rowsOf(lines: readonly object[], names: RefNames): GridLine[] {
  return lines.map((line) => {
    const told = line as Record<string, unknown>;
    const product = told['product'] as Named | null | undefined;
    if (product?.name) names.learn('product', product.id, product.name);
    return Object.fromEntries(LINE_FIELDS.map((name) => [name, told[name] ?? null])) as unknown as GridLine;
  });
}

/** What a quote made from a deal starts with. */
export function fromDeal({ id, name, customerId, contactId, currency, lines }: Opportunity, names: RefNames): Draft {
  const rows = rowsOf(lines, names).map((line) => ({ ...line, kind: 'item' as const, optional: false }));
  return { opportunityId: id, name, customerId, contactId, currency, lines: rows };
}
export const fromQuote = (quote: Quote, names: RefNames): Draft => ({ ...(quote as object as Draft), lines: rowsOf(quote.lines, names) });
