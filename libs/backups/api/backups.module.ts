import { Module } from '@nestjs/common';
import { AuditModule } from '#audit/api';
import { Adoption } from './adoption.service.ts';
import { BackupKeys } from './backup-keys.service.ts';
import { BackupWriter } from './backup-run.ts';
import { BackupStatus } from './backup-status.ts';
import { BackupOverview } from './backup-status.service.ts';
import { BackupWatch } from './backup-watch.service.ts';
import { BackupsController } from './backups.controller.ts';
import { Backups } from './backups.service.ts';
import { BackupRows } from './catalogue-rows.ts';
import { Downloads } from './downloads.service.ts';
import { DumpQueries } from './dump.queries.ts';
import { restoreControllers, restoreProviders } from './restore/restore-parts.ts';
import { Retention } from './retention.service.ts';
import { Schedules } from './schedules.service.ts';
import { StoredCopies } from './stored-copies.ts';
import { Targets } from './targets.service.ts';

const PROVIDERS = [Adoption, BackupKeys, BackupOverview, BackupRows, BackupWatch, BackupWriter, Backups, Downloads, DumpQueries, Retention, Schedules, StoredCopies, Targets, { provide: BackupStatus, useExisting: BackupOverview }, ...restoreProviders];

/** Backups: writing them, keeping them, and reading them back. */
@Module({ imports: [AuditModule], controllers: [BackupsController, ...restoreControllers], providers: PROVIDERS, exports: PROVIDERS })
export class BackupsModule {}
