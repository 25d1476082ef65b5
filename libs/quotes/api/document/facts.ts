import type { Language } from '#kernel/model';
import type { Quote, QuoteLine, QuoteSettings } from '#quotes/model';

/** A row as it is printed. */
export interface PrintedLine extends QuoteLine {
  readonly name: string;
  readonly code: string | null;
  readonly unit: string | null;
}
/** All that is in a quote's document. */
export interface DocumentFacts {
  readonly quote: Omit<Quote, 'lines'>;
  readonly lines: readonly PrintedLine[];
  readonly language: Language;
  readonly day: string;
  readonly company: string;
  readonly house: QuoteSettings;
  readonly customer: { readonly name: string; readonly address: string | null; readonly taxId: string | null };
  readonly contact: string | null;
  readonly seller: string | null;
  say(word: string, facts?: Record<string, unknown>): string;
}
