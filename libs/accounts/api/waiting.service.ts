import { Injectable } from '@nestjs/common';
import { Clock, Database, toStoredMoment, UnitOfWork } from '#kernel/api';
import { hashOf, newSecret } from './tokens.ts';

const MINUTES = 10;
/** What waits: a sign-in for its second factor, a question to a passkey for its answer, an identity for its owner's consent. */
export type WaitsFor = 'factor' | 'passkey' | 'new-passkey' | 'consent';
export interface Waiting<F> {
  readonly userId: string | null;
  readonly facts: F;
}

/** What was begun and waits for its second half, at most ten minutes; only the hash of its secret is kept. */
@Injectable()
export class WaitingRoom {
  constructor(
    private readonly db: Database,
    private readonly work: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  /** Lets something wait; answers the secret that takes it up again. */
  async put(purpose: WaitsFor, userId: string | null, facts: object, secret = newSecret()): Promise<string> {
    const until = this.moment(MINUTES * 60_000);
    await this.work.run(() =>
      this.db.write('INSERT INTO `waiting_sign_in` (`hash`, `purpose`, `userId`, `facts`, `until`) VALUES (?, ?, ?, ?, ?)', [hashOf(secret), purpose, userId, JSON.stringify(facts), until]),
    );
    return secret;
  }
  async look<F>(purpose: WaitsFor, secret: string): Promise<Waiting<F> | null> {
    const [row] = await this.db.read<{ userId: string | null; facts: string }>(
      'SELECT `userId`, `facts` FROM `waiting_sign_in` WHERE `hash` = ? AND `purpose` = ? AND `until` > ?', [hashOf(secret), purpose, this.moment(0)],
    ); // prettier-ignore
    return row ? { userId: row.userId, facts: JSON.parse(row.facts) as F } : null;
  }
  /** Takes it up once; null for whoever comes second. */
  take<F>(purpose: WaitsFor, secret: string): Promise<Waiting<F> | null> {
    return this.work.run(async () => {
      const found = await this.look<F>(purpose, secret);
      const { affected } = await this.db.write('DELETE FROM `waiting_sign_in` WHERE `hash` = ? AND `purpose` = ?', [hashOf(secret), purpose]);
      return affected === 1 ? found : null;
    });
  }
  private moment = (later: number) => toStoredMoment(new Date(this.clock.now().getTime() + later).toISOString());
}
