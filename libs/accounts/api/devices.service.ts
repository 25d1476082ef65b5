import { Injectable } from '@nestjs/common';
import { Clock, Database, toStoredMoment, UnitOfWork } from '#kernel/api';
import { hashOf, newSecret } from './tokens.ts';

const MOST = 20;
const DAYS = 365;

/** The devices people have signed in from: whoever guesses at an account from elsewhere does not keep its owner out. */
@Injectable()
export class Devices {
  constructor(
    private readonly db: Database,
    private readonly work: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  /** Whether somebody has signed in from the device with this secret. */
  async knows(userId: string, secret: string | undefined): Promise<boolean> {
    if (!secret) return false;
    const rows = await this.db.read('SELECT 1 FROM `known_device` WHERE `hash` = ? AND `userId` = ? AND `usedAt` > ?', [hashOf(`${userId} ${secret}`), userId, this.moment(-DAYS * 86_400_000)]);
    return rows.length > 0;
  }
  async any(userId: string): Promise<boolean> {
    return (await this.db.read('SELECT 1 FROM `known_device` WHERE `userId` = ? LIMIT 1', [userId])).length > 0;
  }
  /** Remembers a device; answers the secret it keeps, the one it has where it has one. */
  async remember(userId: string, secret: string | undefined): Promise<string> {
    const kept = secret && /^[\w-]{43}$/.test(secret) ? secret : newSecret();
    await this.work.run(async () => {
      await this.db.put('known_device', { hash: hashOf(`${userId} ${kept}`) }, { userId, usedAt: this.moment(0) });
      const all = await this.db.read<{ hash: string }>('SELECT `hash` FROM `known_device` WHERE `userId` = ? ORDER BY `usedAt` DESC', [userId]);
      for (const { hash } of all.slice(MOST)) await this.db.write('DELETE FROM `known_device` WHERE `hash` = ?', [hash]);
    });
    return kept;
  }
  private moment = (later: number) => toStoredMoment(new Date(this.clock.now().getTime() + later).toISOString());
}
