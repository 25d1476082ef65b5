import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Database } from './database.ts';
import { UnitOfWork } from './unit-of-work.ts';

const CHUNK = 8_000_000;
/** Pages of the full-text index that are merged before others have their turn. */
const MERGED = 500;

/** What a file still holds of values that were deleted: SQLite leaves them in free pages, in its log and in old parts of a full-text index. Servers have ways of their own. */
@Injectable()
export class Remains {
  constructor(
    @Inject(DataSource) private readonly source: DataSource,
    private readonly db: Database,
    private readonly work: UnitOfWork,
  ) {}

  /** Overwrites them; `indexes` are the tables whose full-text index may hold some. */
  async overwrite(indexes: readonly string[]): Promise<void> {
    if (this.db.kind !== 'sqlite') return;
    for (const index of indexes) await this.merge(`${index}_search`);
    await this.work.run(() => this.fillFreePages());
    await this.source.query('PRAGMA wal_checkpoint(TRUNCATE)');
  }

  private async merge(index: string): Promise<void> {
    // A negative number starts to merge all parts into one; the same again goes on until nothing changes.
    for (let [pages, more] = [-MERGED, true]; more; pages = MERGED) {
      more = await this.work.run(async () => {
        const before = await this.changes();
        await this.db.write(`INSERT INTO \`${index}\` (\`${index}\`, rank) VALUES ('merge', ?)`, [pages]);
        return (await this.changes()) - before >= 2;
      });
    }
  }
  private async changes(): Promise<number> {
    return Number((await this.db.read<{ n: number }>('SELECT total_changes() AS `n`'))[0]?.n);
  }

  /** Takes every free page for zeros and gives it back. */
  private async fillFreePages(): Promise<void> {
    const pragma = async (name: string) => Number(Object.values((await this.db.read<Record<string, number>>(`PRAGMA ${name}`))[0] ?? {})[0]);
    const free = (await pragma('freelist_count')) * (await pragma('page_size'));
    if (free === 0) return;
    await this.db.write('CREATE TABLE `overwritten` (`zeros` BLOB)');
    for (let done = 0; done < free; done += CHUNK) await this.db.write('INSERT INTO `overwritten` VALUES (zeroblob(?))', [Math.min(CHUNK, free - done)]);
    await this.db.write('DROP TABLE `overwritten`');
  }
}
