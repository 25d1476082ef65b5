import { Injectable } from '@nestjs/common';
import { Clock, currentPrincipal, Database, fromStoredMoment, readable, tableOf, toStoredMoment } from '#kernel/api';
import { CONTENT, type Quote, type QuoteContent, type QuoteVersion } from '#quotes/model';
import type { QuoteEntity } from './quote.entity.ts';

interface Kept {
  readonly status: Quote['status'];
  readonly sentOn: string | null;
  readonly content: Partial<QuoteContent>;
}
const SHOWN = [...CONTENT, 'net', 'tax', 'total', 'discountRate'] as const;

/** What quotes said before they became a new version. */
@Injectable()
export class QuoteVersions {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
  ) {}

  /** Keeps what a quote says, in the running unit of work. */
  async keep({ id, revision, status, sentOn, ...quote }: QuoteEntity): Promise<void> {
    const kept: Kept = { status, sentOn, content: contentOf(quote) };
    await this.db.insert('quote_version', ['quoteId', 'revision', 'content', 'keptAt', 'keptById'], [[id, revision, JSON.stringify(kept), toStoredMoment(this.clock.now().toISOString()), currentPrincipal().id]]);
  }

  /** Every version, the newest first; what whoever asks may not see is left out. */
  async of({ id, revision, status, sentOn, ...quote }: QuoteEntity): Promise<QuoteVersion[]> {
    const rows = await this.db.read<{ revision: number; content: string; keptAt: string }>('SELECT `revision`, `content`, `keptAt` FROM `quote_version` WHERE `quoteId` = ? ORDER BY `revision` DESC', [id]);
    const old = rows.map((row) => ({ ...(JSON.parse(row.content) as Kept), revision: Number(row.revision), keptAt: fromStoredMoment(row.keptAt) }));
    return [{ revision, status, sentOn, keptAt: null, content: contentOf(quote) }, ...old].map((version) => ({ ...version, content: shown(version.content) }));
  }

  async forget(ids: readonly string[]): Promise<void> {
    for (const id of ids) {
      await this.db.write('DELETE FROM `quote_version` WHERE `quoteId` = ?', [id]);
      await this.db.write('DELETE FROM `quote_link` WHERE `quoteId` = ?', [id]);
    }
  }
}

const contentOf = (quote: Partial<Quote>): Partial<QuoteContent> => Object.fromEntries(SHOWN.map((name) => [name, quote[name]]));
const shown = (content: Partial<QuoteContent>): Partial<QuoteContent> => Object.fromEntries(Object.entries(content).filter(([name]) => readable(tableOf('quote'), name)));
