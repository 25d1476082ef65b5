import { Module, type DynamicModule } from '@nestjs/common';
import { APP_FILTER, APP_INTERCEPTOR, APP_PIPE, DiscoveryModule } from '@nestjs/core';
import { ScheduleModule } from '@nestjs/schedule';
import { DatabaseModule } from './database/database.module.ts';
import type { DatabaseSettings } from './database/connection.ts';
import { Catalogue, type TablesData } from './catalogue.ts';
import { shapesOf } from './database/migrator.ts';
import { kernelWords } from '#kernel/model';
import { Dictionary } from './http/dictionary.ts';
import { EtagInterceptor } from './http/etag.interceptor.ts';
import { Idempotency } from './http/idempotency.ts';
import { IdempotencyInterceptor } from './http/idempotency.interceptor.ts';
import { QueryInterceptor } from './http/query.interceptor.ts';
import { ProblemFilter } from './http/problem.filter.ts';
import { RecentErrors } from './http/recent-errors.ts';
import { RecordPipe } from './http/record.pipe.ts';
import { storedFileTables } from './migrations/20261124-stored-files.ts';
import { idempotencyTables } from './migrations/20261125-idempotency.ts';
import { auditColumns } from './migrations/20261125-audit.ts';
import { keyUse } from './migrations/20261125-key-use.ts';
import { keyTables } from './migrations/20261125-keys.ts';
import { kernelTables } from './migrations/20261124-kernel.ts';
import { numberRules } from './migrations/20261125-numbering.ts';
import { retiredOptions } from './migrations/20261125-retired-options.ts';
import { GuardedClient } from './outward/guarded-client.ts';
import { OptionsController } from './options/options.controller.ts';
import { Options } from './options/options.service.ts';
import { KERNEL_DATA } from './kernel-data.ts';
import { KeyRing } from './keys/key-ring.ts';
import { Refusals } from './access/refusals.ts';
import { SecurityLog } from './access/security-log.ts';
import { Numbering } from './numbering.ts';
import { Permissions, SLICES } from './access/permissions.ts';
import { LocalMasterKeys, MasterKeys } from './keys/master-keys.ts';
import { Audit } from './records/audit.ts';
import { Overviews } from './records/overviews.ts';
import { Records } from './records/records.ts';
import { Names } from './records/names.ts';
import { Sealing } from './records/sealing.ts';
import { References } from './records/references.ts';
import { Totals } from './records/totals.ts';
import type { Slice } from './slice.ts';
import { Rounds } from './rounds.ts';
import { StoredFiles } from './stored-files.ts';
import { Workspace } from './workspace.ts';

/** Every migration of the kernel and of these slices. */
export const migrationsOf = (slices: readonly Slice[]) => [kernelTables, storedFileTables, keyTables, keyUse, retiredOptions, idempotencyTables, auditColumns, numberRules, ...slices.flatMap(({ migrations }) => migrations)];

/** What every column of the database holds. */
export const catalogueOf = (slices: readonly Slice[]): Catalogue => new Catalogue(Object.assign({}, KERNEL_DATA, ...slices.map(({ data }) => data)) as TablesData, shapesOf(migrationsOf(slices)));

/** The kernel, on a database, for these slices. */
@Module({})
export class KernelModule {
  static forRoot(settings: DatabaseSettings, slices: readonly Slice[]): DynamicModule {
    const providers = [Rounds, Workspace, Options, Audit, Names, References, Totals, Records, Overviews, StoredFiles, Numbering, KeyRing, Idempotency, SecurityLog, Refusals, RecentErrors, GuardedClient, Sealing, Permissions, { provide: MasterKeys, useClass: LocalMasterKeys }];
    return {
      module: KernelModule,
      global: true,
      imports: [DatabaseModule.forRoot(settings, migrationsOf(slices)), ScheduleModule.forRoot(), DiscoveryModule],
      controllers: [OptionsController],
      providers: [
        { provide: Dictionary, useValue: new Dictionary([kernelWords, ...slices.map(({ words }) => words)]) },
        { provide: Catalogue, useFactory: () => catalogueOf(slices) },
        { provide: APP_FILTER, useClass: ProblemFilter },
        { provide: APP_PIPE, useClass: RecordPipe },
        { provide: APP_INTERCEPTOR, useClass: QueryInterceptor },
        { provide: APP_INTERCEPTOR, useClass: EtagInterceptor },
        { provide: APP_INTERCEPTOR, useClass: IdempotencyInterceptor },
        { provide: SLICES, useValue: slices },
        ...providers,
      ],
      exports: [Catalogue, Dictionary, DiscoveryModule, MasterKeys, ...providers],
    };
  }
}
