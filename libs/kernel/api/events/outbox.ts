import { Injectable, Logger, type OnModuleDestroy } from '@nestjs/common';
import { as, SYSTEM } from '../access/context.ts';
import { Clock } from '../clock.ts';
import { Database } from '../database/database.ts';
import { loggable } from '../database/driver-errors.ts';
import { UnitOfWork } from '../database/unit-of-work.ts';
import { fromStoredMoment, toStoredMoment } from '../records/row.ts';
import { Events } from './events.ts';

interface Stored {
  readonly id: string;
  readonly name: string;
  readonly consumer: string;
  readonly payload: string;
  readonly attempts: number;
  readonly fence: number;
}
const LEASE_MS = 60_000;
const POLL_MS = 1000;

/** Delivers what `events.emit` stored: at least once, in order per record, by one instance at a time. */
@Injectable()
export class Outbox implements OnModuleDestroy {
  private readonly log = new Logger('Outbox');
  private timer: NodeJS.Timeout | null = null;
  private running: Promise<number> | null = null;

  constructor(
    private readonly db: Database,
    private readonly work: UnitOfWork,
    private readonly events: Events,
    private readonly clock: Clock,
  ) {}

  start(): void {
    this.timer ??= setInterval(() => void this.deliver(), POLL_MS).unref();
    this.events.committed = () => void this.deliver();
  }
  async onModuleDestroy(): Promise<void> {
    if (this.timer) clearInterval(this.timer);
    this.timer = null;
    this.events.committed = () => undefined;
    await this.running;
  }

  /** How much was not delivered yet, and for how long the oldest of it waits. */
  async figures(): Promise<{ waiting: number; oldestSeconds: number }> {
    const [row] = await this.db.read<{ n: number; since: string | null }>('SELECT COUNT(*) AS `n`, MIN(`createdAt`) AS `since` FROM `outbox` WHERE `deliveredAt` IS NULL');
    const age = row?.since ? (this.clock.now().getTime() - Date.parse(fromStoredMoment(row.since))) / 1000 : 0;
    return { waiting: Number(row?.n ?? 0), oldestSeconds: Math.max(0, Math.round(age)) };
  }

  /** Delivers what is due; returns how many were delivered. */
  deliver(): Promise<number> {
    this.running ??= this.round()
      .catch((error: unknown) => {
        this.log.error(loggable(error));
        return 0;
      })
      .finally(() => (this.running = null));
    return this.running;
  }

  private async round(): Promise<number> {
    let delivered = 0;
    for (let due = await this.due(); due.length > 0; due = await this.due()) {
      let moved = 0;
      for (const row of due) if (await this.one(row)) moved++;
      delivered += moved;
      if (moved === 0) break;
    }
    return delivered;
  }

  private due(): Promise<Stored[]> {
    const now = this.moment(0);
    return this.db.read<Stored>(
      `SELECT o.\`id\`, o.\`name\`, o.\`consumer\`, o.\`payload\`, o.\`attempts\`, o.\`fence\` FROM \`outbox\` o
       WHERE o.\`deliveredAt\` IS NULL AND o.\`nextAt\` <= ? AND (o.\`claimedUntil\` IS NULL OR o.\`claimedUntil\` < ?)
       AND NOT EXISTS (SELECT 1 FROM \`outbox\` e WHERE e.\`recordId\` = o.\`recordId\` AND e.\`consumer\` = o.\`consumer\` AND e.\`deliveredAt\` IS NULL AND e.\`id\` < o.\`id\`)
       ORDER BY o.\`id\` LIMIT 50`,
      [now, now],
    );
  }

  private async one(row: Stored): Promise<boolean> {
    const fence = Number(row.fence) + 1;
    const claimed = await this.set('`fence` = ?, `claimedUntil` = ?', [fence, this.moment(LEASE_MS)], row.id, row.fence);
    const consumer = this.events.consumerOf(row.name, row.consumer);
    if (!claimed || !consumer) return false;
    try {
      await as(SYSTEM, () => consumer(JSON.parse(row.payload), row.id));
      return await this.set('`deliveredAt` = ?, `claimedUntil` = NULL', [this.moment(0)], row.id, fence);
    } catch (error) {
      this.log.warn(`${row.name} for ${row.consumer} failed: ${loggable(error)}`);
      const attempts = Number(row.attempts) + 1;
      const wait = Math.min(1000 * 4 ** attempts, 3_600_000);
      await this.set('`attempts` = ?, `nextAt` = ?, `claimedUntil` = NULL', [attempts, this.moment(wait)], row.id, fence);
      return false;
    }
  }

  private async set(what: string, params: unknown[], id: string, fence: number): Promise<boolean> {
    const statement = `UPDATE \`outbox\` SET ${what} WHERE \`id\` = ? AND \`fence\` = ?`;
    const { affected } = await this.work.run(() => this.db.write(statement, [...params, id, fence]));
    return affected === 1;
  }
  private moment = (later: number) => toStoredMoment(new Date(this.clock.now().getTime() + later).toISOString());
}
