import { Injectable } from '@nestjs/common';
import { hashOf, newSecret } from '#accounts/api';
import { currentPrincipal, fromStoredMoment, Installation, newId, NotFound, Records, Rejected, toStoredMoment } from '#kernel/api';
import type { QuoteLink, QuoteStatus } from '#quotes/model';
import type { QuoteEntity } from './quote.entity.ts';
import { QuoteService } from './quote.service.ts';

interface Row extends Omit<QuoteLink, 'live'> {
  readonly quoteId: string;
}
/** A link that was opened. */
export type OpenedLink = Pick<Row, 'id' | 'quoteId' | 'revision'>;
const READABLE: readonly QuoteStatus[] = ['sent', 'accepted', 'declined'];
const COLUMNS = '`id`, `quoteId`, `revision`, `createdAt`, `expiresOn`, `withdrawnAt`, `viewedAt`, `views`';

/** Links by which customers read one version of a quote: random, only their hash is kept, good until the quote's last day, until they are withdrawn, or until there is a newer version. */
@Injectable()
export class QuoteLinks {
  constructor(
    private readonly kernel: Records,
    private readonly quotes: QuoteService,
    private readonly installation: Installation,
  ) {}

  /** Makes the link of a quote that was sent; the one before is withdrawn. Answers its path. Throws Rejected for a quote that waits for no answer. */
  make(id: string): Promise<string> {
    return this.kernel.work.run(async () => {
      const quote = await this.demandMine(id);
      if (quote.status !== 'sent') throw new Rejected('quote-status', { status: quote.status });
      await this.void(id);
      const secret = newSecret();
      const values = { id: newId(), hash: hashOf(secret), quoteId: id, revision: quote.revision, expiresOn: quote.validUntil, createdAt: this.now(), createdById: currentPrincipal().id, views: 0 };
      await this.kernel.db.insert('quote_link', Object.keys(values), [Object.values(values)]);
      this.kernel.audit.note('quote.link', 'quote', id, []);
      return `/offer?token=${secret}`;
    });
  }
  async urlOf(id: string): Promise<string> {
    return `${this.installation.publicUrl}${await this.make(id)}`;
  }
  withdraw(id: string): Promise<void> {
    return this.kernel.work.run(async () => {
      await this.demandMine(id);
      await this.void(id);
      this.kernel.audit.note('quote.unlink', 'quote', id, []);
    });
  }

  /** The links of a quote, the newest first. */
  async of(id: string): Promise<QuoteLink[]> {
    const { status, revision } = await this.quotes.get(id);
    const today = await this.kernel.workspace.today();
    const rows = await this.kernel.db.read<Row>(`SELECT ${COLUMNS} FROM \`quote_link\` WHERE \`quoteId\` = ? ORDER BY \`createdAt\` DESC LIMIT 20`, [id]);
    const moment = (at: string | null) => at && fromStoredMoment(at);
    return rows.map((row) => ({
      id: row.id, revision: Number(row.revision), createdAt: fromStoredMoment(row.createdAt), expiresOn: row.expiresOn, withdrawnAt: moment(row.withdrawnAt), viewedAt: moment(row.viewedAt), views: Number(row.views),
      live: row.withdrawnAt === null && row.expiresOn >= today && Number(row.revision) === revision && status !== 'expired',
    })); // prettier-ignore
  }

  /** The link of a secret, as the system. Throws NotFound for one that opens nothing, whatever the reason. */
  async open(secret: string): Promise<OpenedLink> {
    const today = await this.kernel.workspace.today();
    const [row] = await this.kernel.db.read<OpenedLink>(
      'SELECT `id`, `quoteId`, `revision` FROM `quote_link` WHERE `hash` = ? AND `withdrawnAt` IS NULL AND `expiresOn` >= ?',
      [hashOf(secret), today],
    );
    if (!row) throw new NotFound();
    const { status, revision } = await this.quotes.get(row.quoteId);
    if (Number(row.revision) !== revision || !READABLE.includes(status)) throw new NotFound();
    return { ...row, revision };
  }
  /** Whether it was the first time. */
  async seen({ id }: OpenedLink): Promise<boolean> {
    const { affected } = await this.kernel.db.write('UPDATE `quote_link` SET `viewedAt` = ? WHERE `id` = ? AND `viewedAt` IS NULL', [this.now(), id]);
    await this.kernel.db.write('UPDATE `quote_link` SET `views` = `views` + 1 WHERE `id` = ?', [id]);
    return affected === 1;
  }

  private async void(id: string): Promise<void> {
    await this.kernel.db.write('UPDATE `quote_link` SET `withdrawnAt` = ? WHERE `quoteId` = ? AND `withdrawnAt` IS NULL', [this.now(), id]);
  }
  private async demandMine(id: string): Promise<QuoteEntity> {
    await this.quotes.demand(id, 'update');
    return this.quotes.get(id);
  }
  private now = () => toStoredMoment(this.kernel.clock.now().toISOString());
}
