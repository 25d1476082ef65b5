import { Injectable } from '@nestjs/common';
import { BackupStatus, LogShipping, type LogKeeping } from '#backups/api';
import type { HealthLine } from '#operations/model';
import { judged, type Check } from './check.ts';

/** A file of the log has to outlive the longest time that targets are away. */
const SHORT_SECONDS = 86_400;

/** The binary log of MariaDB, where backups are on: whether a restore may go to any second, and whether the server keeps the log for long enough. */
@Injectable()
export class BinaryLogCheck implements Check {
  readonly name = 'binary-log';

  constructor(
    private readonly status: BackupStatus,
    private readonly shipping: LogShipping,
  ) {}

  async lines(): Promise<HealthLine[]> {
    return (await this.status.facts()).enabled ? logLines(await this.shipping.kept()) : [];
  }
}

export function logLines({ why, format, keptSeconds, fault }: LogKeeping): HealthLine[] {
  if (why === 'sqlite') return [];
  return [
    judged(
      'binary-log', { format, keptSeconds, fault },
      [why === 'failed', 'attention', 'untold'], [why === 'off', 'good', 'none'], [why === 'statements', 'attention', 'statements'], [why === 'rights', 'attention', 'rights'], [fault !== null, 'bad', 'stuck'],
      [keptSeconds === 0, 'attention', 'endless'], [keptSeconds !== null && keptSeconds < SHORT_SECONDS, 'attention', 'short'],
    ),
  ]; // prettier-ignore
}
