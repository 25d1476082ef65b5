import { Injectable } from '@nestjs/common';
import { Throttle, UserService } from '#accounts/api';
import { as, NotFound, Records, SYSTEM } from '#kernel/api';
import type { Language } from '#kernel/model';
import { Mail } from '#mail/api';
import type { Offer, OfferAnswer } from '#quotes/model';
import { offerOf } from './document/offer.ts';
import { QuoteDocuments } from './quote-documents.ts';
import type { QuoteEntity } from './quote.entity.ts';
import { QuoteLife } from './quote-life.ts';
import { QuoteLinks, type OpenedLink } from './quote-links.ts';
import { QuoteService } from './quote.service.ts';

const OPENINGS = 60;

/** What somebody outside the house may do with the link to their quote: read it, take its document along, and answer once. */
@Injectable()
export class Offers {
  constructor(
    private readonly kernel: Records,
    private readonly links: QuoteLinks,
    private readonly quotes: QuoteService,
    private readonly documents: QuoteDocuments,
    private readonly life: QuoteLife,
    private readonly throttle: Throttle,
    private readonly users: UserService,
    private readonly mail: Mail,
  ) {}

  /** Throws NotFound for a secret that opens nothing, Busy for whoever tries too often. */
  open(token: string): Promise<Offer> {
    return this.behind(token, async (link) => {
      await this.kernel.work.run(async () => {
        if (!(await this.links.seen(link))) return;
        this.kernel.audit.note('quote.view', 'quote', link.quoteId, []);
        await this.tell('quote-viewed', await this.quotes.get(link.quoteId));
      });
      return offerOf(await this.documents.factsOf(link.quoteId, null));
    });
  }
  document(token: string, language: Language | null): Promise<{ name: string; bytes: Buffer }> {
    return this.behind(token, ({ quoteId }) => this.documents.of(quoteId, language));
  }
  /** Throws Rejected when it was answered before, or is no longer valid. */
  answer({ token, answer, name, note }: OfferAnswer): Promise<Offer> {
    return this.behind(token, async (link) => {
      await this.kernel.work.run(async () => {
        const { version, revision } = await this.quotes.get(link.quoteId);
        if (revision !== link.revision) throw new NotFound();
        const quote = await this.life.answer(link.quoteId, version, answer, { on: null, note: note ?? null }, name);
        await this.tell(`quote-${answer}`, quote, { who: name, note: note?.trim() || '–' });
      });
      return offerOf(await this.documents.factsOf(link.quoteId, null));
    });
  }

  /** Guesses are slowed down by where they come from, readers by their link. */
  private async behind<T>(token: string, work: (link: OpenedLink) => Promise<T>): Promise<T> {
    return as(SYSTEM, async () => {
      await this.throttle.admitStranger();
      const link = await this.links.open(token);
      await this.throttle.pardonStranger();
      await this.throttle.admit(`offer ${link.id}`, OPENINGS);
      return work(link);
    });
  }

  /** Mails the seller, where mails leave at all. */
  private async tell(key: string, { id, number, name: title, ownerId }: QuoteEntity, facts: Record<string, string> = {}): Promise<void> {
    const owner = ownerId ? await this.users.get(ownerId).catch(() => null) : null;
    if (!owner?.email || !(await this.mail.ready())) return;
    const language = owner.language ?? (await this.kernel.workspace.settings()).language;
    await this.mail.queue({ to: owner.email, name: owner.name, language, key, facts: { number, title, ...facts }, path: `/quotes/${id}` });
  }
}
