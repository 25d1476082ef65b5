import { Injectable, Logger } from '@nestjs/common';
import { loggable } from '#kernel/api';
import { Alerts } from './alerts.service.ts';
import { DatabaseCheck } from './checks/database.check.ts';
import { Instances } from './instances.service.ts';

/** What a server watches over while it runs; commands do without. */
@Injectable()
export class OperationsWatch {
  private readonly log = new Logger('Operations');

  constructor(
    private readonly alerts: Alerts,
    private readonly instances: Instances,
    private readonly database: DatabaseCheck,
  ) {}

  start(): void {
    this.instances.start();
    this.alerts.start();
    void this.database.warn().catch((error: unknown) => this.log.warn(loggable(error)));
  }
}
