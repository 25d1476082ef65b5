import { Injectable } from '@nestjs/common';
import { Dictionary, Records, Rejected } from '#kernel/api';
import type { Named } from '#kernel/model';
import { Mail } from '#mail/api';
import type { Sending } from '#quotes/model';
import { QuoteDocuments } from './quote-documents.ts';
import type { QuoteEntity } from './quote.entity.ts';
import { QuoteLife } from './quote-life.ts';
import { QuoteLinks } from './quote-links.ts';

type Told = QuoteEntity & { readonly customer: Named | null; readonly contact: Named | null };

/** Sends quotes to customers with a link by which they answer: the mail leaves only when the quote was sent, and the quote is sent only with its mail. */
@Injectable()
export class QuoteMails {
  constructor(
    private readonly kernel: Records,
    private readonly life: QuoteLife,
    private readonly documents: QuoteDocuments,
    private readonly mail: Mail,
    private readonly words: Dictionary,
    private readonly links: QuoteLinks,
  ) {}

  send(id: string, version: number, { to, message }: Sending): Promise<QuoteEntity> {
    return this.kernel.work.run(async () => {
      const quote = (await this.life.send(id, version)) as Told;
      if (!to) return quote;
      if (!(await this.mail.ready())) throw new Rejected('mail-not-set-up');
      const { language, number, name: title, validUntil } = quote;
      const { name, bytes } = await this.documents.of(id, language);
      const text = message?.trim() || this.words.say(language, 'quote.mailText', { number, until: validUntil });
      const attachments = [{ name, type: 'application/pdf', content: bytes.toString('base64') }];
      await this.mail.queue({ to, name: (quote.contact ?? quote.customer)?.name ?? '', language, key: 'quote', facts: { number, title, text }, attachments, path: await this.links.make(id) });
      return quote;
    });
  }
}
