import { Injectable } from '@nestjs/common';
import { Clock } from '../clock.ts';
import { Database } from '../database/database.ts';
import { UnitOfWork } from '../database/unit-of-work.ts';
import { Events } from '../events/events.ts';
import { Options } from '../options/options.service.ts';
import { Workspace } from '../workspace.ts';
import type { RecordView } from '#kernel/model';
import { Audit } from './audit.ts';
import type { RecordStore } from './record-store.ts';
import { Names } from './names.ts';
import { References } from './references.ts';
import { Sealing } from './sealing.ts';
import type { Sql } from './sql.ts';
import { Totals } from './totals.ts';

/** What every store of records works with. */
@Injectable()
export class Records {
  /** Every store by the kind of its records, for work that is the same for all kinds. */
  readonly stores = new Map<string, RecordStore<RecordView>>();

  /** What the questions of a kind mean, by 'kind.question'. */
  readonly asks = new Map<string, () => Promise<Sql>>();

  constructor(
    readonly db: Database,
    readonly work: UnitOfWork,
    readonly events: Events,
    readonly audit: Audit,
    readonly references: References,
    readonly totals: Totals,
    readonly names: Names,
    readonly options: Options,
    readonly workspace: Workspace,
    readonly clock: Clock,
    readonly sealing: Sealing,
  ) {}
}
