import { availableParallelism } from 'node:os';
import { Injectable } from '@nestjs/common';
import { hash, verify } from '@node-rs/argon2';
import { Busy, Clock, Database, toStoredMoment, UnitOfWork } from '#kernel/api';

// Argon2id, 19 MiB, two passes, one lane.
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };
const AT_ONCE = availableParallelism() * 2;
const WAITING = 100;

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

  /** Sets somebody's password. */
  async set(userId: string, password: string): Promise<void> {
    const passwordHash = await this.bounded(() => hash(password, COST));
    const changedAt = toStoredMoment(this.clock.now().toISOString());
    await this.work.run(() => this.db.put('credential', { userId }, { passwordHash, changedAt }));
  }

  /** Whether it is somebody's password; takes as long for nobody as for somebody. */
  async holds(userId: string | null, password: string): Promise<boolean> {
    const known = userId ? await this.hashOf(userId) : null;
    const right = await this.bounded(async () => verify(known ?? (await this.nobody()), password));
    return right && known !== null;
  }

  async has(userId: string): Promise<boolean> {
    return (await this.hashOf(userId)) !== null;
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
    }
    this.running++;
    try {
      return await work();
    } finally {
      this.running--;
      this.queue.shift()?.();
    }
  }
}
