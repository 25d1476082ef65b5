import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Database } from '#kernel/api';
import { BackupFault } from './faults.ts';

/** What a backup asks the database about itself. */
@Injectable()
export class DumpQueries {
  constructor(
    @Inject(DataSource) private readonly source: DataSource,
    private readonly db: Database,
  ) {}

  async lastMigration(): Promise<string> {
    const [row] = await this.db.read<{ id: string }>('SELECT MAX(`id`) AS `id` FROM `migration`');
    return row?.id ?? '';
  }
  /** One moment of everything is to be had of InnoDB alone. Throws BackupFault 'unsafe-table'. */
  async demandSnapshots(): Promise<void> {
    const [table] = await this.db.read<{ name: string }>(
      "SELECT `table_name` AS `name` FROM `information_schema`.`tables` WHERE `table_schema` = DATABASE() AND `table_type` = 'BASE TABLE' AND `engine` <> 'InnoDB' LIMIT 1",
    );
    if (table) throw new BackupFault('unsafe-table', { table: table.name });
  }
  /** What an account that may work on rows alone leaves out. Nothing is lost by it: each start makes the triggers that are missing, and Rapport has no events. */
  async leftOut(): Promise<string[]> {
    const [one] = await this.db.read<{ name: string }>('SELECT `trigger_name` AS `name` FROM `information_schema`.`triggers` WHERE `trigger_schema` = DATABASE() LIMIT 1');
    const triggers = !one || (await this.answer(`SHOW CREATE TRIGGER \`${one.name}\``));
    return [...(triggers ? [] : ['--skip-triggers']), ...((await this.answer('SHOW EVENTS')) ? [] : ['--skip-events'])];
  }
  /** Whether the server keeps a binary log and tells this account where it stands. */
  async hasLog(): Promise<boolean> {
    if (this.db.kind !== 'mariadb') return false;
    return ((await this.answer('SHOW MASTER STATUS')) ?? []).length > 0;
  }

  /** Null when the account may not ask. */
  private async answer(text: string): Promise<unknown[] | null> {
    const runner = this.source.createQueryRunner('master');
    try {
      return (await runner.query(text)) as unknown[];
    } catch {
      return null;
    } finally {
      await runner.release();
    }
  }
}
