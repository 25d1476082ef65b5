import { Injectable, Logger, type OnModuleDestroy } from '@nestjs/common';
import { SchedulerRegistry } from '@nestjs/schedule';
import { loggable } from './database/driver-errors.ts';

interface Round {
  readonly name: string;
  readonly everyMs: number;
  readonly work: () => Promise<unknown>;
}

/**
 * Work that comes round by itself on every instance, once a minute or once an hour; commands and copies on trial do none of it.
 * A round that fails is logged and comes again; one that is still under way is not begun twice.
 * What only one instance may do takes a lease, or does nothing the second time.
 */
@Injectable()
export class Rounds implements OnModuleDestroy {
  private readonly log = new Logger('Rounds');
  private readonly rounds: Round[] = [];

  constructor(private readonly registry: SchedulerRegistry) {}

  /** Is said in a constructor: the rounds begin when a server says so. */
  every(everyMs: number, name: string, work: () => Promise<unknown>): void {
    this.rounds.push({ name, everyMs, work });
  }

  /** A server does the rounds from now on. */
  start(): void {
    for (const round of this.rounds) this.registry.addInterval(round.name, setInterval(this.runner(round), round.everyMs).unref());
  }
  onModuleDestroy(): void {
    for (const name of this.registry.getIntervals()) this.registry.deleteInterval(name);
  }

  private runner({ name, work }: Round): () => void {
    let under = false;
    return () => {
      if (under) return;
      under = true;
      const failed = (error: unknown) => this.log.error(`${name}: ${loggable(error)}`);
      void work().catch(failed).finally(() => (under = false)); // prettier-ignore
    };
  }
}
