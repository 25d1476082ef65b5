import { Injectable } from '@nestjs/common';
import { Busy, Clock, Database, toStoredMoment, UnitOfWork } from '#kernel/api';

const FREE = 5;
const LONGEST_S = 900;

/** Slows guessing down: after five failures each further one doubles the wait, up to fifteen minutes. */
@Injectable()
export class Throttle {
  constructor(
    private readonly db: Database,
    private readonly work: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  /** Throws Busy while the key has to wait. */
  async demand(key: string): Promise<void> {
    const [row] = await this.db.read<{ until: string }>('SELECT `until` FROM `throttle` WHERE `key` = ?', [key]);
    if (!row) return;
    const wait = Date.parse(`${row.until.replace(' ', 'T')}Z`) - this.clock.now().getTime();
    if (wait > 0) throw new Busy(Math.ceil(wait / 1000));
  }

  async failed(key: string, free = FREE): Promise<void> {
    await this.work.run(async () => {
      const { affected } = await this.db.write('UPDATE `throttle` SET `failures` = `failures` + 1 WHERE `key` = ?', [key]);
      const [row] = affected > 0 ? await this.db.read<{ failures: number }>('SELECT `failures` FROM `throttle` WHERE `key` = ?', [key]) : [];
      const failures = Number(row?.failures ?? 1);
      const seconds = failures <= free ? 0 : Math.min(2 ** (failures - free), LONGEST_S);
      const until = toStoredMoment(new Date(this.clock.now().getTime() + seconds * 1000).toISOString());
      await this.db.put('throttle', { key }, { failures, until });
    });
  }

  async succeeded(key: string): Promise<void> {
    await this.work.run(() => this.db.write('DELETE FROM `throttle` WHERE `key` = ?', [key]));
  }
}
