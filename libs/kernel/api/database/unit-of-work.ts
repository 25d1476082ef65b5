import { AsyncLocalStorage } from 'node:async_hooks';
import { randomInt } from 'node:crypto';
import { setImmediate as breath, setTimeout as sleep } from 'node:timers/promises';
import { Inject, Injectable } from '@nestjs/common';
import { DataSource, type QueryRunner } from 'typeorm';
import { connected } from './connected.ts';
import { CommitUnknown, isLost, isTransient, leavesUnknown, translated } from './driver-errors.ts';

interface Unit {
  readonly runner: QueryRunner;
  readonly before: (() => Promise<void>)[];
  readonly after: (() => void | Promise<void>)[];
  readonly memory: Map<symbol, unknown>;
}
const TRIES = 8;

/** One transaction per use case: nested calls join it, and what merely collided is done again from its start. */
@Injectable()
export class UnitOfWork {
  private readonly storage = new AsyncLocalStorage<Unit>();
  /** SQLite has one connection and works within the loop: units wait for each other here, and between two of them those who come get in. */
  private queue: Promise<unknown> = Promise.resolve();
  private readonly told = new WeakSet<object>();

  constructor(@Inject(DataSource) private readonly source: DataSource) {}

  get active(): boolean {
    return this.storage.getStore() !== undefined;
  }
  /** The unit's connection, or null outside of one. */
  get runner(): QueryRunner | null {
    return this.storage.getStore()?.runner ?? null;
  }

  /** Runs work in one transaction. Throws what the work throws, with nothing of it left behind. */
  run<T>(work: () => Promise<T>): Promise<T> {
    if (this.active) return work();
    if (this.source.options.type !== 'better-sqlite3') return this.retry(work);
    const turn = this.queue.then(() => this.retry(work));
    this.queue = turn.then(() => breath(), () => breath()); // prettier-ignore
    return turn;
  }

  /** Does something inside the transaction, just before it commits. */
  beforeCommit(task: () => Promise<void>): void {
    this.current().before.push(task);
  }
  /** Does something once the transaction is on disk. */
  afterCommit(task: () => void | Promise<void>): void {
    this.current().after.push(task);
  }
  /** What a unit keeps for itself; a new try starts empty. */
  memo<T>(key: symbol, make: () => T): T {
    const { memory } = this.current();
    if (!memory.has(key)) memory.set(key, make());
    return memory.get(key) as T;
  }

  /** Whether the unit keeps something under that key. */
  has(key: symbol): boolean {
    return this.storage.getStore()?.memory.has(key) ?? false;
  }

  private current(): Unit {
    const unit = this.storage.getStore();
    if (!unit) throw new Error('This needs a unit of work');
    return unit;
  }

  private async retry<T>(work: () => Promise<T>): Promise<T> {
    for (let attempt = 1; ; attempt++) {
      try {
        return await this.once(work);
      } catch (error) {
        if (!(isTransient(error) || isLost(error)) || attempt === TRIES) throw translated(error);
        await sleep(randomInt(1 + 15 * 2 ** attempt));
      }
    }
  }

  /** A connection is told once; the pool hands it out many times. */
  private async readCommitted(runner: QueryRunner): Promise<void> {
    const connection = await connected(runner);
    if (this.told.has(connection)) return;
    await runner.query('SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED');
    this.told.add(connection);
  }

  private async once<T>(work: () => Promise<T>): Promise<T> {
    const runner = this.source.createQueryRunner('master');
    const unit: Unit = { runner, before: [], after: [], memory: new Map() };
    try {
      const sqlite = this.source.options.type === 'better-sqlite3';
      if (!sqlite) await this.readCommitted(runner);
      await runner.query(sqlite ? 'BEGIN IMMEDIATE' : 'START TRANSACTION');
      const result = await this.storage.run(unit, async () => {
        const done = await work();
        for (const task of unit.before) await task();
        return done;
      });
      await runner.query('COMMIT').catch((error: unknown) => {
        throw leavesUnknown(error) ? new CommitUnknown('The connection was lost while committing', { cause: error }) : error;
      });
      for (const task of unit.after) await this.storage.exit(task);
      return result;
    } catch (error) {
      await runner.query('ROLLBACK').catch(() => undefined);
      throw error;
    } finally {
      await runner.release();
    }
  }
}
