import { Injectable } from '@nestjs/common';
import { Clock, Database, Rounds, toStoredMoment, UnitOfWork } from '#kernel/api';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** What is thrown away, and how long after its end. */
const OVER: readonly (readonly [table: string, column: string, after: number])[] = [
  ['waiting_sign_in', 'until', 0], ['password_token', 'until', 0], ['throttle', 'until', DAY_MS], ['known_device', 'usedAt', 365 * DAY_MS], ['session', 'until', 90 * DAY_MS],
]; // prettier-ignore

/** Throws away what signing in has left behind, once an hour. */
@Injectable()
export class Housekeeping {
  constructor(
    private readonly db: Database,
    private readonly work: UnitOfWork,
    private readonly clock: Clock,
    rounds: Rounds,
  ) {
    rounds.every(HOUR_MS, 'sessions', () => this.tidy());
  }

  async tidy(): Promise<void> {
    const before = (ms: number) => toStoredMoment(new Date(this.clock.now().getTime() - ms).toISOString());
    for (const [table, column, after] of OVER) await this.work.run(() => this.db.write(`DELETE FROM \`${table}\` WHERE \`${column}\` < ?`, [before(after)]));
    await this.work.run(() => this.db.write('DELETE FROM `refresh_token` WHERE `sessionId` NOT IN (SELECT `id` FROM `session`)'));
  }
}
