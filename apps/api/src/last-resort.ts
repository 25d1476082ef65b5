import { Logger } from '@nestjs/common';
import { loggable, SecurityLog } from '#kernel/api';

/** What nobody caught is told in the log, and the process serves the next request. */
export function stayAlive(on: NodeJS.Process = process): void {
  const log = new Logger('Process');
  for (const event of ['unhandledRejection', 'uncaughtException'] as const) {
    on.on(event, (error: unknown) => {
      log.error(loggable(error));
      new SecurityLog().tell('error.unexpected', { outcome: 'failed', detail: { what: event } });
    });
  }
}
