import { Injectable } from '@nestjs/common';
import { Clock } from '../clock.ts';
import { Database } from '../database/database.ts';
import { UnitOfWork } from '../database/unit-of-work.ts';
import { Events } from '../events/events.ts';
import { Options } from '../options/options.service.ts';
import { Workspace } from '../workspace.ts';
import { Audit } from './audit.ts';
import { References } from './references.ts';
import { Totals } from './totals.ts';

/** What every store of records works with. */
@Injectable()
export class Records {
  constructor(
    readonly db: Database,
    readonly work: UnitOfWork,
    readonly events: Events,
    readonly audit: Audit,
    readonly references: References,
    readonly totals: Totals,
    readonly options: Options,
    readonly workspace: Workspace,
    readonly clock: Clock,
  ) {}
}
