import type { FastifyReply, FastifyRequest } from 'fastify';
import { Busy } from '#kernel/api';
import { Pressure } from './pressure.ts';

/** Requests under way in one process before it says that it is busy. */
export const MOST_AT_ONCE = 1000;
/** SQLite is read on the thread that answers: where more wait at once, the last one waits longer than anybody does. */
export const MOST_ON_SQLITE = 250;
/** And after it was deaf for seconds: the rest of what piled up is told to come back, so that it is not behind for long. */
export const MOST_WHEN_BEHIND = 100;
/** A body that is no upload arrives within this time. */
export const BODY_MS = 30_000;

/** The requests under way: those that have arrived whole. Whoever sends slowly keeps a connection, and nobody out. */
export class Traffic {
  most = MOST_AT_ONCE;
  private underWay = 0;
  private readonly pressure = new Pressure();

  /** Lets a request that has arrived go on. Throws Busy when there are too many, or the process is behind. */
  enter(request: FastifyRequest, reply: FastifyReply): void {
    if (request.url.startsWith('/health/')) return;
    const { deaf, full } = this.pressure;
    if (full || this.underWay >= (deaf ? MOST_WHEN_BEHIND : this.most)) throw new Busy(2, 503, 'busy');
    this.underWay++;
    reply.raw.once('close', () => this.underWay--);
  }
  close(): void {
    this.pressure.stop();
  }

  /** Gives up a body that does not come. */
  limitBody({ raw, headers }: FastifyRequest): void {
    if (headers['content-type']?.startsWith('multipart/') || (headers['content-length'] === undefined && headers['transfer-encoding'] === undefined)) return;
    const timer = setTimeout(() => raw.destroy(), BODY_MS).unref();
    for (const event of ['end', 'close'] as const) raw.once(event, () => clearTimeout(timer));
  }
}
