import { Body, Controller, Delete, Get, HttpCode, Post, Query, StreamableFile } from '@nestjs/common';
import { Answers, Id, Invalid, Needs, Version } from '#kernel/api';
import { Answer, Quote, QUOTE_LANGUAGES, Reprice, Sending } from '#quotes/model';
import { LINK, LINKS, PRICE_CHANGES, VERSIONS } from './answers.ts';
import { QuoteDocuments } from './quote-documents.ts';
import { QuoteLife } from './quote-life.ts';
import { QuoteLinks } from './quote-links.ts';
import { QuoteMails } from './quote-mails.ts';
import { QuoteService } from './quote.service.ts';

@Controller('api/v1/quotes')
export class QuoteVerbsController {
  constructor(
    private readonly quotes: QuoteService,
    private readonly life: QuoteLife,
    private readonly documents: QuoteDocuments,
    private readonly mails: QuoteMails,
    private readonly links: QuoteLinks,
  ) {}

  /** Sends the quote by mail, its document with it, when there is an address; otherwise marks it as sent. */
  @Post(':id/send')
  @HttpCode(200)
  @Needs(Quote.may.update)
  send(@Id() id: string, @Version() version: number, @Body() body: Sending) {
    return this.mails.send(id, version, body);
  }

  @Post(':id/accept')
  @HttpCode(200)
  @Needs(Quote.may.update)
  accept(@Id() id: string, @Version() version: number, @Body() body: Answer) {
    return this.life.answer(id, version, 'accept', body);
  }

  @Post(':id/decline')
  @HttpCode(200)
  @Needs(Quote.may.update)
  decline(@Id() id: string, @Version() version: number, @Body() body: Answer) {
    return this.life.answer(id, version, 'decline', body);
  }

  @Post(':id/revise')
  @HttpCode(200)
  @Needs(Quote.may.update)
  revise(@Id() id: string, @Version() version: number) {
    return this.life.revise(id, version);
  }

  /** The lines whose product costs something else by now. */
  @Get(':id/price-changes')
  @Needs(Quote.may.read)
  @Answers(PRICE_CHANGES)
  priceChanges(@Id() id: string) {
    return this.life.priceChanges(id);
  }

  /** Takes over the new prices, or keeps the old ones knowingly. */
  @Post(':id/reprice')
  @HttpCode(200)
  @Needs(Quote.may.update)
  reprice(@Id() id: string, @Version() version: number, @Body() { keep }: Reprice) {
    return this.life.reprice(id, version, keep);
  }

  /** The document, in the quote's language unless another is asked for. */
  @Get(':id/document.pdf')
  @Needs(Quote.may.read)
  async document(@Id() id: string, @Query('language') language?: string): Promise<StreamableFile> {
    const asked = QUOTE_LANGUAGES.find((one) => one === language) ?? null;
    if (language !== undefined && !asked) throw new Invalid([{ pointer: '/language', code: 'choice' }]);
    const { name, bytes } = await this.documents.of(id, asked);
    return new StreamableFile(bytes, { type: 'application/pdf', disposition: `inline; filename*=UTF-8''${encodeURIComponent(name)}`, length: bytes.length });
  }

  /** The links by which the customer reads it, the newest first. */
  @Get(':id/links')
  @Needs(Quote.may.read)
  @Answers(LINKS)
  async linksOf(@Id() id: string) {
    return { items: await this.links.of(id) };
  }

  /** Makes a link by which the customer reads and answers it; the one before opens nothing any more. It is said this once. */
  @Post(':id/links')
  @Needs(Quote.may.update)
  @Answers(LINK)
  async link(@Id() id: string) {
    return { url: await this.links.urlOf(id) };
  }

  /** Withdraws the link. */
  @Delete(':id/links')
  @HttpCode(204)
  @Needs(Quote.may.update)
  unlink(@Id() id: string) {
    return this.links.withdraw(id);
  }

  /** What the quote says now and said in earlier versions, the newest first. */
  @Get(':id/versions')
  @Needs(Quote.may.read)
  @Answers(VERSIONS)
  versions(@Id() id: string) {
    return this.quotes.versionsOf(id);
  }
}
