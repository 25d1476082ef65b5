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
  /** Whether the server keeps a binary log and tells this account where it stands. */
  async hasLog(): Promise<boolean> {
    if (this.db.kind !== 'mariadb') return false;
    const runner = this.source.createQueryRunner('master');
    try {
      const rows = (await runner.query('SHOW MASTER STATUS')) as unknown[];
      return rows.length > 0;
    } catch {
      return false;
    } finally {
      await runner.release();
    }
  }
}
