import { setTimeout as sleep } from 'node:timers/promises';
import type { Server } from 'node:http';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { OperationsDoor } from './http/operations-door.ts';

/** Until a proxy has seen that this instance is leaving. */
const NOTICE_MS = 1000;
/** A terminal and the commands between it and the server say the same thing several times over. */
const SAME_MS = 1000;
/** Running requests have so long to end. */
export const LONGEST_MS = 25_000;
/** The exit code that asks for another start. */
const AGAIN = 75;

/** How an instance leaves: not ready at once, no connection kept, running requests to their end, and then everything it holds handed back. */
export class Departure {
  leaving = false;
  private since = 0;
  private app: NestFastifyApplication | null = null;

  /** Leaves when the system asks for it; asked once more, it goes at once. */
  on(app: NestFastifyApplication): void {
    this.app = app;
    for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => this.asked(app));
  }
  /** Leaves so that whoever started it starts it again. */
  restart(): void {
    if (this.app && !this.leaving) void this.leave(this.app).then(() => process.exit(AGAIN), () => process.exit(AGAIN)); // prettier-ignore
  }
  private asked(app: NestFastifyApplication): void {
    if (!this.leaving) void this.leave(app).then(() => process.exit(0), () => process.exit(1)); // prettier-ignore
    else if (Date.now() - this.since > SAME_MS) process.exit(1);
  }

  private async leave(app: NestFastifyApplication): Promise<void> {
    [this.leaving, this.since] = [true, Date.now()];
    const server = app.getHttpServer() as Server;
    const until = Date.now() + NOTICE_MS;
    while (Date.now() < until && (await connections(server)) > 0) await sleep(25);
    await Promise.all([closed(server), app.get(OperationsDoor).close()]);
    await app.close();
  }
}

const connections = (server: Server) => new Promise<number>((count) => server.getConnections((_, open) => count(open)));

/** Takes no more connections, and waits for the requests under way. */
async function closed(server: Server): Promise<void> {
  const ended = new Promise((done) => server.close(done));
  const idle = setInterval(() => server.closeIdleConnections(), 100);
  await Promise.race([ended, sleep(LONGEST_MS, undefined, { ref: false })]);
  clearInterval(idle);
  server.closeAllConnections();
}
