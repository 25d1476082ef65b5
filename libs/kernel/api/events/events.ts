import { Injectable } from '@nestjs/common';
import type { EventType } from '#kernel/model';
import { Clock } from '../clock.ts';
import { Database } from '../database/database.ts';
import { newId } from '../database/ids.ts';
import { UnitOfWork } from '../database/unit-of-work.ts';
import { toStoredMoment } from '../records/row.ts';

type Within = (payload: unknown) => Promise<void>;
export type Consumer = (payload: unknown, id: string) => Promise<void>;

/** Tells other slices what happened: within the same unit of work, or after it is on disk. */
@Injectable()
export class Events {
  private readonly listeners = new Map<string, Within[]>();
  private readonly consumers = new Map<string, Map<string, Consumer>>();

  constructor(
    private readonly db: Database,
    private readonly work: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  /** States a fact about a record; part of the unit of work that made it true. */
  async emit<P>(event: EventType<P>, payload: P, about: { kind: string; id: string } | null = null): Promise<void> {
    for (const listener of this.listeners.get(event.name) ?? []) await listener(payload);
    const consumers = [...(this.consumers.get(event.name)?.keys() ?? [])];
    const now = toStoredMoment(this.clock.now().toISOString());
    for (const consumer of consumers) {
      await this.db.write(
        'INSERT INTO `outbox` (`id`, `name`, `consumer`, `recordKind`, `recordId`, `payload`, `createdAt`, `nextAt`, `attempts`, `fence`) VALUES (?, ?, ?, ?, ?, ?, ?, ?, 0, 0)',
        [newId(), event.name, consumer, about?.kind ?? null, about?.id ?? null, JSON.stringify(payload), now, now],
      );
    }
    if (consumers.length > 0) this.work.afterCommit(() => this.committed());
  }

  /** Listens within the unit of work; may refuse by throwing Rejected. */
  within<P>(event: EventType<P>, listener: (payload: P) => Promise<void>): void {
    this.listeners.set(event.name, [...(this.listeners.get(event.name) ?? []), listener as Within]);
  }

  /** Listens after the commit: at least once, in order per record. `id` is the same at every try. */
  on<P>(event: EventType<P>, consumer: string, listener: (payload: P, id: string) => Promise<void>): void {
    const own = this.consumers.get(event.name) ?? new Map<string, Consumer>();
    this.consumers.set(event.name, own.set(consumer, listener as Consumer));
  }

  consumerOf(event: string, consumer: string): Consumer | undefined {
    return this.consumers.get(event)?.get(consumer);
  }
  /** Called after a commit that stored events; the outbox puts its delivery here. */
  committed: () => void = () => undefined;
}
