import { Module } from '@nestjs/common';
import { BackupKeys } from './backup-keys.service.ts';

/** Backups: writing them, keeping them, and reading them back. */
@Module({ providers: [BackupKeys], exports: [BackupKeys] })
export class BackupsModule {}
