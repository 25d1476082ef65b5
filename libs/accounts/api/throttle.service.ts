import { Injectable } from '@nestjs/common';
import { Busy, Clock, currentContext, Database, DuplicateKey, fromStoredMoment, toStoredMoment, UnitOfWork } from '#kernel/api';

const FREE = 5;
const LONGEST_S = 900;
const FORGOTTEN_MS = 3_600_000;
const FREE_PER_ADDRESS = 50;
const FREE_PER_MINUTE = 600;

interface Row {
  readonly failures: number;
  readonly until: string;
}

/** Slows guessing down, on every instance alike: after some free tries each further one doubles the wait, up to fifteen minutes, and nothing locks for ever. */
@Injectable()
export class Throttle {
  constructor(
    private readonly db: Database,
    private readonly work: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  /** Counts a try before it is made, so that many at once count as many. Throws Busy while the key has to wait. */
  async admit(key: string, free = FREE): Promise<void> {
    const again = (error: unknown) => (error instanceof DuplicateKey ? this.work.run(() => this.count(key, free)) : Promise.reject(error));
    await this.work.run(() => this.count(key, free)).catch(again);
  }
  /** Counts a try of somebody at the other end of the line, and of everybody together. */
  async admitStranger(): Promise<void> {
    await this.admit(addressKey(), FREE_PER_ADDRESS);
    const minute = Math.floor(this.clock.now().getTime() / 60_000);
    await this.admit(`all ${minute}`, FREE_PER_MINUTE);
  }
  async succeeded(...keys: string[]): Promise<void> {
    await this.work.run(async () => {
      for (const key of keys) await this.db.write('DELETE FROM `throttle` WHERE `key` = ?', [key]);
    });
  }
  /** Takes back a try from an address that turned out to be right: colleagues share one. */
  async pardonStranger(): Promise<void> {
    await this.work.run(() => this.db.write('UPDATE `throttle` SET `failures` = `failures` - 1 WHERE `key` = ? AND `failures` > 0', [addressKey()]));
  }

  private async count(key: string, free: number): Promise<void> {
    const now = this.clock.now().getTime();
    const moment = (later: number) => toStoredMoment(new Date(now + later).toISOString());
    const { affected } = await this.db.write(
      'UPDATE `throttle` SET `failures` = CASE WHEN `until` < ? THEN 1 ELSE `failures` + 1 END WHERE `key` = ? AND `until` <= ?', [moment(-FORGOTTEN_MS), key, moment(0)],
    ); // prettier-ignore
    const [row] = await this.db.read<Row>('SELECT `failures`, `until` FROM `throttle` WHERE `key` = ?', [key]);
    if (!row) return void (await this.db.write('INSERT INTO `throttle` (`key`, `failures`, `until`) VALUES (?, 1, ?)', [key, moment(0)]));
    if (affected === 0) throw new Busy(Math.max(1, Math.ceil((Date.parse(fromStoredMoment(row.until)) - now) / 1000)));
    const beyond = Number(row.failures) - free;
    await this.db.write('UPDATE `throttle` SET `until` = ? WHERE `key` = ?', [moment(beyond <= 0 ? 0 : Math.min(2 ** beyond, LONGEST_S) * 1000), key]);
  }
}

/** The trusted address of the peer; of IPv6 the network, for its hosts are free to choose. */
function addressKey(): string {
  const address = currentContext()?.address ?? '';
  return `address ${address.includes(':') && !address.includes('.') ? address.split(':').slice(0, 4).join(':') : address}`;
}
