import { Injectable } from '@nestjs/common';
import { Jobs, Outbox } from '#kernel/api';
import { Mail } from '#mail/api';
import type { HealthLine } from '#operations/model';
import { judged, type Check } from './check.ts';

const MINUTE = 60;

/** What is to be done in the background: jobs, events, mails. */
@Injectable()
export class WorkCheck implements Check {
  readonly name = 'jobs';

  constructor(
    private readonly jobs: Jobs,
    private readonly outbox: Outbox,
    private readonly mail: Mail,
  ) {}

  async lines(): Promise<HealthLine[]> {
    const [jobs, outbox, mail, ready] = await Promise.all([this.jobs.figures(), this.outbox.figures(), this.mail.figures(), this.mail.ready()]);
    return [
      judged('jobs', { ...jobs }, [jobs.oldestSeconds > 15 * MINUTE, 'bad', 'stuck'], [jobs.failed > 0, 'attention', 'failed'], [jobs.oldestSeconds > 5 * MINUTE, 'attention', 'slow']),
      judged('outbox', outbox, [outbox.oldestSeconds > 60 * MINUTE, 'bad', 'stuck'], [outbox.oldestSeconds > 10 * MINUTE, 'attention', 'slow']),
      judged('mail', mail, [!ready, 'attention', 'off'], [mail.failed > 0, 'attention', 'failed'], [mail.oldestSeconds > 30 * MINUTE, 'attention', 'slow']),
    ];
  }
}
