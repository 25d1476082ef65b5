import { Injectable } from '@nestjs/common';
import { Clock } from '../clock.ts';
import { toStoredMoment } from '../records/row.ts';
import { Database } from './database.ts';
import { DuplicateKey } from './driver-errors.ts';
import { newId } from './ids.ts';
import { UnitOfWork } from './unit-of-work.ts';

/** The right to do something alone for a while; its fence rises with every holder. */
export interface Lease {
  readonly name: string;
  readonly holder: string;
  readonly fence: number;
}

/** Leases by compare-and-set on a row: the same on one SQLite file and on three writers of a cluster. */
@Injectable()
export class Leases {
  constructor(
    private readonly db: Database,
    private readonly work: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  /** Takes a lease for some seconds; null while somebody else holds it. */
  take(name: string, seconds: number): Promise<Lease | null> {
    return this.work.run(async () => {
      const now = this.clock.now().getTime();
      const moment = (ms: number) => toStoredMoment(new Date(ms).toISOString());
      const [row] = await this.db.read<{ fence: number; until: string }>('SELECT `fence`, `until` FROM `lease` WHERE `name` = ?', [name]);
      const holder = newId();
      if (!row) {
        const values = [name, holder, 1, moment(now + seconds * 1000)];
        return this.db.write('INSERT INTO `lease` (`name`, `holder`, `fence`, `until`) VALUES (?, ?, ?, ?)', values).then(() => ({ name, holder, fence: 1 }), orNull);
      }
      if (row.until > moment(now)) return null;
      const fence = Number(row.fence) + 1;
      const { affected } = await this.db.write('UPDATE `lease` SET `holder` = ?, `fence` = ?, `until` = ? WHERE `name` = ? AND `fence` = ?', [
        holder, fence, moment(now + seconds * 1000), name, row.fence,
      ]); // prettier-ignore
      return affected === 1 ? { name, holder, fence } : null;
    });
  }

  /** Holds a lease longer. False when it was lost meanwhile. */
  async renew({ name, fence }: Lease, seconds: number): Promise<boolean> {
    const until = toStoredMoment(new Date(this.clock.now().getTime() + seconds * 1000).toISOString());
    return this.set(name, fence, until);
  }
  /** Renews a lease four times in its term until the returned function is called; `lost` hears that somebody else has it. */
  keep(lease: Lease, seconds: number, lost: () => void = () => undefined): () => void {
    const beat = setInterval(() => void this.renew(lease, seconds).then((own) => own || lost(), () => undefined), (seconds * 1000) / 4).unref(); // prettier-ignore
    return () => clearInterval(beat);
  }
  /** Does work that one instance at a time may do, however long it takes; what came of it, or null, with nothing done, while somebody else holds the lease. */
  async alone<T>(name: string, seconds: number, work: (lease: Lease) => Promise<T>): Promise<{ readonly done: T } | null> {
    const lease = await this.take(name, seconds);
    if (!lease) return null;
    const stop = this.keep(lease, seconds);
    try {
      return { done: await work(lease) };
    } finally {
      stop();
      await this.release(lease);
    }
  }
  async release({ name, fence }: Lease): Promise<void> {
    await this.set(name, fence, '1970-01-01 00:00:00.000');
  }

  private async set(name: string, fence: number, until: string): Promise<boolean> {
    const { affected } = await this.work.run(() => this.db.write('UPDATE `lease` SET `until` = ? WHERE `name` = ? AND `fence` = ?', [until, name, fence]));
    return affected === 1;
  }
}

/** Whoever makes the row first has the lease. */
function orNull(error: unknown): null {
  if (error instanceof DuplicateKey) return null;
  throw error;
}
