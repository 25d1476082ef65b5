import type { TablesData } from '#kernel/api';
import { Examiner } from '../drill/examiner.ts';
import { drillSchedule, restorationTables } from '../migrations/20261125-restorations.ts';
import { Exchange } from './exchange.ts';
import { RestorationRows } from './restoration-rows.ts';
import { RestorationWatch } from './restoration-watch.service.ts';
import { RestorationsController } from './restorations.controller.ts';
import { Restorations } from './restorations.service.ts';
import { LogReplay } from '../logs/log-replay.ts';
import { LogShipping } from '../logs/log-shipping.service.ts';
import { RestorePlaces } from './restore-places.ts';
import { Restorer } from './restorer.ts';

export * from '../drill/examiner.ts';
export * from '../drill/rehearsal.ts';
export * from '../logs/log-shipping.service.ts';
export * from './errands.ts';
export * from './exchange.ts';
export * from './finish.ts';
export * from './restoration-watch.service.ts';
export { ownScratch, scratchTag, sweepScratch, tablesOf } from './scratch-database.ts';
export * from './switch-file.ts';
export * from './switch-tables.ts';
export * from './restoration-rows.ts';
export * from './restorations.service.ts';
export * from './restore-places.ts';
export * from './restorer.ts';
export const RESTORE_DATA: TablesData = {
  restoration: { keep: 'installation', system: 'id kind backup targetId state cause startedAt finishedAt step done total checks fault until place userId' },
};
export const restoreMigrations = [restorationTables, drillSchedule];
/** What reads backups back. */
export const restoreProviders = [Examiner, Restorer, RestorationRows, Restorations, RestorePlaces, Exchange, LogReplay, LogShipping, RestorationWatch];
export const restoreControllers = [RestorationsController];
