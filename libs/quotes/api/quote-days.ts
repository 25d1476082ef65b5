import { Injectable, Logger } from '@nestjs/common';
import { as, Database, Problem, Rounds, SYSTEM, Workspace } from '#kernel/api';
import { QuoteService } from './quote.service.ts';

const HOUR_MS = 3_600_000;
const SIZE = 200;

/** Ends quotes that nobody answered in time, by the days of the workspace. Looked at every hour; done twice it does nothing. */
@Injectable()
export class QuoteDays {
  private readonly log = new Logger('Quotes');

  constructor(
    private readonly db: Database,
    private readonly quotes: QuoteService,
    private readonly workspace: Workspace,
    rounds: Rounds,
  ) {
    rounds.every(HOUR_MS, 'quote days', () => this.turn());
  }

  /** What somebody changed meanwhile waits for the next hour. */
  turn(): Promise<void> {
    return as(SYSTEM, async () => {
      const today = await this.workspace.today();
      for (let after = ''; ; ) {
        const rows = await this.db.read<{ id: string }>(
          `SELECT \`id\` FROM \`quote\` WHERE \`deletedKey\` = '' AND \`status\` = 'sent' AND \`validUntil\` < ? AND \`id\` > ? ORDER BY \`id\` LIMIT ${SIZE}`,
          [today, after || '00000000-0000-0000-0000-000000000000'],
        );
        for (const { id } of rows) await this.end(id);
        const last = rows.at(-1);
        if (!last || rows.length < SIZE) return;
        after = last.id;
      }
    });
  }

  private async end(id: string): Promise<void> {
    try {
      await this.quotes.expire(id);
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      this.log.log({ event: 'quote.expire', id, code: error.code });
    }
  }
}
