import { Injectable, Logger, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { as, Audit, Clock, DuplicateKey, KeyRing, loggable, SYSTEM, UnitOfWork } from '#kernel/api';
import { ChainQueries, type Waiting } from './chain.queries.ts';
import { sealText, type Head } from './chain.ts';

const EVERY_MS = 1000;
const SWEEP_MS = 30_000;
const MINUTE = 60_000;
const DAY = 1440 * MINUTE;
const SIZE = 500;
const TRIES = 5;

/**
 * Chains the rows of the audit a moment after they were committed, so that writers never wait for each other. Several
 * instances may seal at once: the number is the key of a seal, so the second one starts again from the new end.
 */
@Injectable()
export class Sealer implements OnModuleInit, OnModuleDestroy {
  private readonly log = new Logger('Sealer');
  /** What this instance committed and has not sealed, as it was written. */
  private readonly waiting = new Map<string, Waiting>();
  private timer: NodeJS.Timeout | null = null;
  private running: Promise<void> | null = null;
  private seen: Head | null = null;
  private swept = 0;

  constructor(
    private readonly queries: ChainQueries,
    private readonly audit: Audit,
    private readonly keys: KeyRing,
    private readonly work: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.audit.committed = (row) => void this.waiting.set(row.id, row);
  }
  start(): void {
    this.timer ??= setInterval(() => void this.round(), EVERY_MS).unref();
  }
  async onModuleDestroy(): Promise<void> {
    if (!this.timer) return;
    clearInterval(this.timer);
    await this.running;
    await this.sealWaiting().catch((error: unknown) => this.log.error(loggable(error)));
  }

  /** Seals what waits, here and left behind by others. */
  async seal(): Promise<void> {
    await this.running;
    await this.sealWaiting();
    await this.sweep();
  }

  private round(): Promise<void> {
    const due = this.clock.now().getTime() - this.swept >= SWEEP_MS;
    this.running ??= (async () => {
      await this.sealWaiting();
      if (due) await this.sweep();
    })()
      .catch((error: unknown) => this.log.error(loggable(error)))
      .finally(() => (this.running = null));
    return this.running;
  }

  /** Seals the own rows; one that is gone or was changed since its commit is told of at once. */
  private async sealWaiting(): Promise<void> {
    while (this.waiting.size > 0) {
      const own = [...this.waiting.values()].slice(0, SIZE);
      const stored = await this.queries.macs(own.map(({ id }) => id));
      await this.chain(own.flatMap((row) => (stored.has(row.id) ? { ...row, mac: stored.get(row.id) ?? null } : [])));
      for (const { id } of own) this.waiting.delete(id);
      for (const { id, mac } of own) if (stored.get(id) !== mac) await this.alarm(stored.has(id) ? 'row-changed' : 'row-missing', { row: id });
    }
  }

  /** Seals what an instance left that stopped before it could, and sees that the chain is as long as it was. */
  private async sweep(): Promise<void> {
    const first = this.swept === 0;
    this.swept = this.clock.now().getTime();
    const until = await this.queries.sealedUntil();
    const since = until ? new Date(Date.parse(until) - (first ? DAY : 2 * MINUTE)).toISOString() : '1970-01-01T00:00:00.000Z';
    for (let rows = await this.queries.unsealed(since, SIZE); rows.length > 0; rows = await this.queries.unsealed(since, SIZE)) await this.chain(rows);
    await this.look();
  }

  private async look(): Promise<void> {
    const { seen } = this;
    const head = await this.queries.head();
    this.seen = head;
    if (!seen || seen.seq <= ((await this.queries.stub())?.seq ?? 0)) return;
    if (head.seq < seen.seq) await this.alarm('cut', { from: head.seq, to: seen.seq });
    else if ((await this.queries.sealAt(seen.seq)) !== seen.seal) await this.alarm('rewritten', { seq: seen.seq });
  }

  private async chain(rows: readonly Waiting[]): Promise<void> {
    for (let left = rows, tries = 1; left.length > 0; tries++) {
      try {
        await this.append(left);
        return;
      } catch (error) {
        if (!(error instanceof DuplicateKey) || tries === TRIES) throw error;
        const sealed = await this.queries.sealed(left.map(({ id }) => id));
        left = left.filter(({ id }) => !sealed.has(id));
      }
    }
  }
  private async append(rows: readonly Waiting[]): Promise<void> {
    await this.work.run(async () => {
      let { seq, seal } = await this.queries.head();
      const links = rows.map((row) => {
        seal = this.keys.mac('audit', sealText(++seq, seal, row.mac ?? ''));
        return { ...row, seq, seal };
      });
      await this.queries.append(links);
    });
  }

  private alarm(fault: string, detail: Record<string, unknown>): Promise<void> {
    return as(SYSTEM, () => this.audit.event('audit.lost', { outcome: 'failed', detail: { fault, ...detail } }));
  }
}
