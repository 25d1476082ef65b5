import type { TablesData } from './catalogue.ts';

/** What the kernel's own tables hold. */
export const KERNEL_DATA: TablesData = {
  lease: { keep: 'installation', system: 'name holder fence until' },
  outbox: { keep: 'done', system: 'id name consumer recordKind recordId createdAt deliveredAt nextAt attempts fence claimedUntil', internal: 'payload' },
  job: { keep: 'done', system: 'id kind state progress total attempts fence until userId createdAt finishedAt', internal: 'payload error' },
  audit: { keep: 'audit', system: 'id at actorId sessionId action kind requestId outcome mac', internal: 'address detail' },
  audit_change: { keep: 'audit', system: 'id auditId recordKind recordId field', internal: 'oldValue newValue' },
  option_item: { keep: 'installation', system: 'id setKey key tone position retired', internal: 'en zh' },
  stored_file: { keep: 'week', system: 'id position', confidential: 'content' },
  idempotency: { keep: 'day', system: 'id fingerprint createdAt', secret: 'answer' },
  number_rule: { keep: 'installation', system: 'id rule stretch last' },
  data_key: { keep: 'installation', system: 'id purpose masterKeyId state createdAt used', hashed: 'wrapped' },
};
