import { Module } from '@nestjs/common';
import { AccountsModule } from '#accounts/api';
import { AuditExports } from './audit-exports.service.ts';
import { AuditLog } from './audit-log.service.ts';
import { AuditWatch } from './audit-watch.service.ts';
import { AuditController } from './audit.controller.ts';
import { ChainQueries } from './chain.queries.ts';
import { Checkpoints } from './checkpoints.service.ts';
import { EntryNames } from './entry-names.ts';
import { Retention } from './retention.service.ts';
import { Sealer } from './sealer.service.ts';
import { Verifier } from './verifier.service.ts';

/** The audit's chain, its checkpoints and its page. */
@Module({
  imports: [AccountsModule],
  controllers: [AuditController],
  providers: [ChainQueries, Checkpoints, Verifier, Sealer, Retention, EntryNames, AuditLog, AuditExports, AuditWatch],
  exports: [AuditWatch, Checkpoints],
})
export class AuditModule {}
