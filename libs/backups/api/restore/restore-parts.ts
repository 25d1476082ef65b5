import type { TablesData } from '#kernel/api';
import { Examiner } from '../drill/examiner.ts';
import { logTables, restorationTables } from '../migrations/20261125-restorations.ts';
import { Restorer } from './restorer.ts';

export * from '../drill/examiner.ts';
export * from '../drill/rehearsal.ts';
export * from './restorer.ts';
export const RESTORE_DATA: TablesData = {
  restoration: { keep: 'installation', system: 'id kind backup targetId state cause startedAt finishedAt step done total checks fault until place userId' },
  backup_log: { keep: 'installation', system: 'id server file targetId from to bytes sha256' },
};
export const restoreMigrations = [restorationTables, logTables];
/** What reads backups back. */
export const restoreProviders = [Examiner, Restorer];
