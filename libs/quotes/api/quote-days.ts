import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { as, Database, loggable, Problem, SYSTEM, Workspace } from '#kernel/api';
import { QuoteService } from './quote.service.ts';

const HOUR_MS = 3_600_000;
const SIZE = 200;

/** Ends quotes that nobody answered in time, by the days of the workspace. Looked at every hour; done twice it does nothing. */
@Injectable()
export class QuoteDays implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly log = new Logger('Quotes');
  private timer: NodeJS.Timeout | null = null;

  constructor(
    private readonly db: Database,
    private readonly quotes: QuoteService,
    private readonly workspace: Workspace,
  ) {}

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => void this.turn().catch((error: unknown) => this.log.error(loggable(error))), HOUR_MS).unref();
  }
  onModuleDestroy(): void {
    if (this.timer) clearInterval(this.timer);
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
