import { together, type Slice, type TablesData } from '#kernel/api';
import { backupRoomWords, backupsWords } from '#backups/model';
import { BackupsModule } from './backups.module.ts';
import { backupSlots } from './migrations/20261125-backup-slots.ts';
import { backupTables } from './migrations/20261125-backups.ts';
import { RESTORE_DATA, restoreMigrations } from './restore/restore-parts.ts';

export * from './adoption.service.ts';
export * from './archive.ts';
export * from './backup-keys.service.ts';
export * from './backup-status.ts';
export * from './backup-status.service.ts';
export * from './backup-watch.service.ts';
export * from './backups.service.ts';
export * from './backups.module.ts';
export * from './carry.ts';
export * from './catalogue-rows.ts';
export * from './database-programs.ts';
export * from './downloads.service.ts';
export * from './envelope.ts';
export * from './faults.ts';
export * from './folder-target.ts';
export * from './restore/restore-parts.ts';
export * from './retention.service.ts';
export * from './schedules.service.ts';
export * from './signature.ts';
export * from './sqlite-copy.ts';
export * from './stored-copies.ts';
export * from './table-sums.ts';
export * from './tar.ts';
export * from './target.ts';
export * from './targets.service.ts';
const DATA: TablesData = {
  backup: { keep: 'installation', system: 'id name state cause engine migration startedAt finishedAt phase done total bytes plainBytes rowCount files fileBytes fault checkedAt verifiedAt removedAt userId fence' },
  backup_copy: { keep: 'installation', system: 'backupId targetId state fault changedAt' },
  backup_target: { keep: 'installation', system: 'id kind enabled sealedTo createdAt seenAt freeBytes fault', internal: 'name place', secret: 'secret' },
  backup_key: { keep: 'installation', system: 'id kind publicText fingerprint createdAt retiredAt', internal: 'name', secret: 'secret' },
  backup_file: { keep: 'installation', system: 'name size modified sha256' },
  backup_schedule: { keep: 'installation', system: 'id kind cron zone enabled since' },
  backup_slot: { keep: 'installation', system: 'scheduleId slot takenAt state fence tries until' },
};
export const backups: Slice = { name: 'backups', module: BackupsModule, migrations: [backupTables, backupSlots, ...restoreMigrations], words: together(backupsWords, backupRoomWords), data: { ...DATA, ...RESTORE_DATA } };
