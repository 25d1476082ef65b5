import { Injectable } from '@nestjs/common';
import { as, Audit, Clock, Database, Leases, Rounds, StoredFiles, SYSTEM, toStoredMoment, UnitOfWork } from '#kernel/api';

const SETTING = 'import-retention';
const USUAL_DAYS = 90;
/** As long as an import can be undone, its rows stay. */
const LEAST_DAYS = 8;
const DAY = 86_400_000;
const TICK = 3_600_000;

/** Removes rows and files of imports that are long over; what the import did stays told. */
@Injectable()
export class ImportRetention {
  constructor(
    private readonly db: Database,
    private readonly work: UnitOfWork,
    private readonly audit: Audit,
    private readonly files: StoredFiles,
    private readonly leases: Leases,
    private readonly clock: Clock,
    rounds: Rounds,
  ) {
    rounds.every(TICK, 'imports', () => this.daily());
  }

  async days(): Promise<number> {
    const [row] = await this.db.read<{ value: string }>('SELECT `value` FROM `setting` WHERE `name` = ?', [SETTING]);
    return Math.max(LEAST_DAYS, row ? Number(row.value) : USUAL_DAYS);
  }
  async keepFor(days: number): Promise<void> {
    await this.work.run(async () => {
      const before = await this.days();
      await this.db.put('setting', { name: SETTING }, { value: String(days) });
      await this.audit.event('settings.changed', { detail: { setting: SETTING, before, now: days } });
    });
  }

  /** Removes what is due, one import at a time; answers how many imports that were. */
  async prune(): Promise<number> {
    const before = toStoredMoment(new Date(this.clock.now().getTime() - (await this.days()) * DAY).toISOString());
    const due = await this.db.read<{ id: string }>(
      `SELECT i.\`id\` FROM \`import\` i WHERE i.\`createdAt\` < ? AND i.\`state\` NOT IN ('checking', 'running', 'undoing')
       AND (EXISTS (SELECT 1 FROM \`import_block\` b WHERE b.\`importId\` = i.\`id\`) OR EXISTS (SELECT 1 FROM \`import_made\` m WHERE m.\`importId\` = i.\`id\`) OR EXISTS (SELECT 1 FROM \`stored_file\` f WHERE f.\`id\` = i.\`id\`))`,
      [before],
    );
    for (const { id } of due) {
      await this.work.run(async () => {
        for (const table of ['import_block', 'import_finding', 'import_made', 'import_undone']) await this.db.write(`DELETE FROM \`${table}\` WHERE \`importId\` = ?`, [id]);
        // Columns keep samples of the file, mappings its values.
        await this.db.write("UPDATE `import` SET `columns` = '[]', `mapping` = '{\"columns\":[]}', `report` = NULL, `state` = CASE WHEN `state` IN ('done', 'undone') THEN `state` ELSE 'cancelled' END WHERE `id` = ?", [id]);
        await this.files.drop(id);
      });
    }
    return due.length;
  }

  /** Once a day, by one instance. */
  private async daily(): Promise<void> {
    if (await this.leases.take(SETTING, (23 * TICK) / 1000)) await as(SYSTEM, () => this.prune());
  }
}
