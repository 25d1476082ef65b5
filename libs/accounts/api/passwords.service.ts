import { availableParallelism } from 'node:os';
import { Injectable } from '@nestjs/common';
import { hash, verify } from '@node-rs/argon2';
import { Busy, Clock, Database, toStoredMoment, UnitOfWork } from '#kernel/api';
import { LONG_PASSWORD, spelt } from '#accounts/model';

// Argon2id, 19 MiB, two passes, one lane.
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };
const AT_ONCE = availableParallelism();
const WAITING = 100;
const NOBODY = '00000000-0000-7000-8000-000000000000';

/** Keeps passwords as Argon2id hashes; a bounded number is computed at once. */
@Injectable()
export class Passwords {
  private running = 0;
  private readonly queue: (() => void)[] = [];
  private dummy: Promise<string> | null = null;

  constructor(
    private readonly db: Database,
    private readonly work: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  /** Sets somebody's password; links that were to set it are void. */
  async set(userId: string, password: string): Promise<void> {
    const passwordHash = await this.digest(spelt(password));
    const changedAt = toStoredMoment(this.clock.now().toISOString());
    const long = [...password].length >= LONG_PASSWORD ? 1 : 0;
    await this.work.run(async () => {
      await this.db.put('credential', { userId }, { passwordHash, changedAt, long });
      await this.db.write('DELETE FROM `password_token` WHERE `userId` = ?', [userId]);
    });
  }

  async remove(userId: string): Promise<void> {
    await this.work.run(() => this.db.write('DELETE FROM `credential` WHERE `userId` = ?', [userId]));
  }

  /** Whether it is somebody's password; takes as long for nobody as for somebody. A hash of lesser cost is renewed. */
  async holds(userId: string | null, password: string): Promise<boolean> {
    const known = await this.hashOf(userId ?? NOBODY);
    const right = await this.matches(known ?? (await this.nobody()), spelt(password));
    if (!right || known === null || userId === null) return false;
    if (weakerThanNow(known)) await this.renew(userId, known, password);
    return true;
  }

  async has(userId: string): Promise<boolean> {
    return (await this.hashOf(userId)) !== null;
  }
  /** Whether somebody's password is long enough to stand alone. */
  async standsAlone(userId: string): Promise<boolean> {
    const [row] = await this.db.read<{ long: number }>('SELECT `long` FROM `credential` WHERE `userId` = ?', [userId]);
    return row === undefined || Boolean(Number(row.long));
  }

  /** The hash of a secret that people type. Throws Busy when too many wait. */
  digest(secret: string): Promise<string> {
    return this.bounded(() => hash(secret, COST));
  }
  matches(known: string, secret: string): Promise<boolean> {
    return this.bounded(() => verify(known, secret));
  }

  private async renew(userId: string, old: string, password: string): Promise<void> {
    const passwordHash = await this.digest(spelt(password));
    await this.work.run(() => this.db.write('UPDATE `credential` SET `passwordHash` = ? WHERE `userId` = ? AND `passwordHash` = ?', [passwordHash, userId, old]));
  }
  private async hashOf(userId: string): Promise<string | null> {
    const [row] = await this.db.read<{ passwordHash: string }>('SELECT `passwordHash` FROM `credential` WHERE `userId` = ?', [userId]);
    return row?.passwordHash ?? null;
  }
  private nobody(): Promise<string> {
    return (this.dummy ??= hash('nobody has this password', COST));
  }

  private async bounded<T>(work: () => Promise<T>): Promise<T> {
    if (this.running >= AT_ONCE) {
      if (this.queue.length >= WAITING) throw new Busy(5, 503, 'unavailable');
      await new Promise<void>((turn) => this.queue.push(turn));
    } else this.running++;
    try {
      return await work();
    } finally {
      const next = this.queue.shift();
      if (next) next();
      else this.running--;
    }
  }
}

/** Whether a hash costs less to guess than those made today. */
function weakerThanNow(known: string): boolean {
  const [, m = '0', t = '0'] = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=\d+\$/.exec(known) ?? [];
  return Number(m) < COST.memoryCost || Number(t) < COST.timeCost;
}
