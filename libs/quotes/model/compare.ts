import type { PriceOrigin } from '#products/model';
import { CONTENT, type Quote, type QuoteLine } from './quote.model.ts';

/** What one version of a quote says. */
export type QuoteContent = Pick<Quote, (typeof CONTENT)[number] | 'net' | 'tax' | 'total' | 'discountRate'>;
/** A version, and what became of it. */
export interface QuoteVersion {
  readonly revision: number;
  readonly status: Quote['status'];
  readonly sentOn: string | null;
  readonly keptAt: string | null;
  readonly content: Partial<QuoteContent>;
}
export interface LineChange {
  readonly kind: 'added' | 'removed' | 'changed';
  readonly was: QuoteLine | null;
  readonly now: QuoteLine | null;
  readonly fields: readonly string[];
}
/** What products cost by now, where that is something else than the line says. */
export interface PriceChange {
  readonly line: number;
  readonly was: number;
  readonly price: number;
  readonly origin: PriceOrigin;
}

const HEADER = [...CONTENT.filter((name) => name !== 'lines'), 'net', 'tax', 'total'] as const;
const LINE_FIELDS = ['description', 'quantity', 'price', 'discount', 'taxRate', 'optional'] as const;
const same = (a: unknown, b: unknown) => JSON.stringify(a ?? null) === JSON.stringify(b ?? null);
const nameOf = (line: QuoteLine) => `${line.kind ?? 'item'}|${line.productId ?? line.description ?? ''}`;

/** The fields of the header that differ, in their order. */
export const headerChanges = (was: Partial<QuoteContent>, now: Partial<QuoteContent>): (keyof QuoteContent)[] => HEADER.filter((name) => !same(was[name], now[name]));

/** The lines that came, went or changed: a line is the same as long as it is about the same thing. */
export function lineChanges(was: readonly QuoteLine[], now: readonly QuoteLine[]): LineChange[] {
  const left = [...was];
  const changes = now.flatMap((line): LineChange[] => {
    const at = left.findIndex((one) => nameOf(one) === nameOf(line));
    const [before] = at < 0 ? [] : left.splice(at, 1);
    if (!before) return [{ kind: 'added', was: null, now: line, fields: [] }];
    const fields = LINE_FIELDS.filter((name) => !same(before[name], line[name]));
    return fields.length > 0 ? [{ kind: 'changed', was: before, now: line, fields }] : [];
  });
  return [...changes, ...left.map((line): LineChange => ({ kind: 'removed', was: line, now: null, fields: [] }))];
}
