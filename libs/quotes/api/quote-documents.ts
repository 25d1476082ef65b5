import { Injectable } from '@nestjs/common';
import { Dictionary, isIn, NotFound, Options, Records, type Sql } from '#kernel/api';
import { todayIn, type Language, type Named } from '#kernel/model';
import { isSection } from '#products/model';
import type { QuoteLine } from '#quotes/model';
import { documentOf } from './document/document.ts';
import type { DocumentFacts, PrintedLine } from './document/facts.ts';
import { pdfOf } from './document/pdf.ts';
import type { QuoteEntity } from './quote.entity.ts';
import { QuoteRules } from './quote-rules.ts';
import { QuoteService } from './quote.service.ts';

type ToldQuote = QuoteEntity & { readonly customer: Named | null; readonly contact: Named | null; readonly owner: Named | null };
type Customer = Partial<Record<'name' | 'province' | 'city' | 'district' | 'address' | 'creditCode', string | null>>;

/** The document of a quote, as whoever asks may read it. */
@Injectable()
export class QuoteDocuments {
  constructor(
    private readonly kernel: Records,
    private readonly quotes: QuoteService,
    private readonly rules: QuoteRules,
    private readonly options: Options,
    private readonly words: Dictionary,
  ) {}

  /** The PDF and what it is called. Throws NotFound for a quote that is not there for whoever asks. */
  async of(id: string, asked: Language | null): Promise<{ name: string; bytes: Buffer }> {
    const facts = await this.factsOf(id, asked);
    const { number, revision } = facts.quote;
    return { name: `${number}${revision > 1 ? `-V${revision}` : ''}.pdf`, bytes: await pdfOf(documentOf(facts)) };
  }

  /** What stands in it. */
  async factsOf(id: string, asked: Language | null): Promise<DocumentFacts> {
    const quote = (await this.quotes.get(id)) as ToldQuote;
    const language = asked ?? quote.language;
    const { name: company, timeZone } = await this.kernel.workspace.settings();
    return {
      quote, language, company,
      lines: await this.printed(quote.lines, language),
      day: quote.sentOn ?? todayIn(timeZone, this.kernel.clock.now()),
      house: await this.rules.get(),
      customer: await this.customerOf(quote),
      contact: quote.contact?.name ?? null,
      seller: quote.owner?.name ?? null,
      say: (word, facts) => this.words.say(language, `quote.document.${word}`, facts),
    }; // prettier-ignore
  }

  /** The address comes along for those who may see the customer. */
  private async customerOf({ customerId, customer }: ToldQuote) {
    const known = await (this.kernel.stores.get('customer')?.get(customerId) as Promise<Customer> | undefined)?.catch((error: unknown) => (error instanceof NotFound ? null : Promise.reject(error as Error)));
    const place = [known?.province, known?.city, known?.district, known?.address].filter(Boolean).join(' ');
    return { name: known?.name ?? customer?.name ?? '', address: place || null, taxId: known?.creditCode ?? null };
  }

  private async printed(lines: readonly QuoteLine[], language: Language): Promise<PrintedLine[]> {
    const where: Sql = isIn('`id`', [...new Set(lines.flatMap(({ productId }) => productId ?? []))]);
    const rows = await this.kernel.db.read<{ id: string; code: string; name: string; unit: string | null }>(`SELECT \`id\`, \`code\`, \`name\`, \`unit\` FROM \`product\` WHERE ${where.text}`, [...where.params]);
    const products = new Map(rows.map((row) => [row.id, row]));
    const units = new Map(((await this.options.sets()).get('unit') ?? []).map(({ key, labels }) => [key, labels[language]]));
    return lines.map((line) => {
      const product = line.productId ? products.get(line.productId) : undefined;
      return { ...line, name: (isSection(line) ? line.description : product?.name ?? line.description) ?? '', code: product?.code ?? null, unit: product?.unit ? (units.get(product.unit) ?? product.unit) : null };
    });
  }
}
