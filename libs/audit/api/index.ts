import { auditWords } from '#audit/model';
import type { Slice, TablesData } from '#kernel/api';
import { AuditModule } from './audit.module.ts';
import { auditChain } from './migrations/20261125-audit-chain.ts';

export * from './audit-watch.service.ts';
export * from './audit.module.ts';
export * from './checkpoint-files.ts';
export * from './checkpoints.service.ts';
export * from './retention.service.ts';
export * from './sealer.service.ts';
export * from './verifier.service.ts';
const DATA: TablesData = {
  audit_seal: { keep: 'audit', system: 'seq auditId seal at actorId action kind requestId', internal: 'address' },
  audit_stub: { keep: 'installation', system: 'toSeq fromSeq rows seal removedAt signature' },
};
export const audit: Slice = { name: 'audit', module: AuditModule, migrations: [auditChain], words: auditWords, data: DATA };
