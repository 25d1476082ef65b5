import { Injectable } from '@nestjs/common';
import { Clock, Database, Rounds, toStoredMoment, UnitOfWork } from '#kernel/api';
import { Vault } from './vault.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** As long as the recycle bin keeps records. */
const KEPT_DAYS = 30;

/** Deletes files for good thirty days after they were removed, and contents that nothing points to. */
@Injectable()
export class DocumentSweep {
  constructor(
    private readonly db: Database,
    private readonly work: UnitOfWork,
    private readonly clock: Clock,
    private readonly vault: Vault,
    rounds: Rounds,
  ) {
    rounds.every(HOUR_MS, 'documents', () => this.sweep());
  }

  async sweep(): Promise<void> {
    const before = (ms: number) => toStoredMoment(new Date(this.clock.now().getTime() - ms).toISOString());
    const gone = await this.db.read<{ id: string }>('SELECT `id` FROM `document` WHERE `deletedAt` < ? LIMIT 1000', [before(KEPT_DAYS * DAY_MS)]);
    for (const { id } of gone) {
      await this.work.run(async () => {
        await this.db.write('DELETE FROM `document_version` WHERE `documentId` = ?', [id]);
        await this.db.write('DELETE FROM `document` WHERE `id` = ?', [id]);
      });
    }
    await this.vault.sweep(before(DAY_MS));
  }
}
