import type { Slice, TablesData } from '#kernel/api';
import { approvalsWords } from '#approvals/model';
import { ApprovalsModule } from './approvals.module.ts';
import { approvalsTables } from './migrations/20261125-45-approvals.ts';
import { taskDue } from './migrations/20261125-85-task-due.ts';

export * from './approvals.module.ts';
export * from './approvals.service.ts';
export { Flows } from './flows.service.ts';
export type { ApprovalSubject } from './subjects.service.ts';
export type { SubjectFacts } from '#approvals/model';
const DATA: TablesData = {
  approval_flow: { keep: 'installation', system: 'id kind position published changed version updatedAt updatedById', internal: 'name draft' },
  approval_version: { keep: 'installation', system: 'id flowId number publishedAt publishedById', internal: 'definition' },
  approval_run: { keep: 'record', system: 'id versionId kind recordId runningKey state chosen submitterId submittedAt endedAt stepIndex resumeIndex touched revision', internal: 'facts', confidential: 'snapshot' },
  approval_task: { keep: 'record', system: 'id runId stepId stepIndex assigneeId forId state waitsForId added voided openedAt decidedAt urgedAt dueAt', internal: 'comment' },
  approval_copy: { keep: 'record', system: 'runId userId createdAt readAt' },
  approval_event: { keep: 'record', system: 'id runId at actorId action stepId targetId', internal: 'comment' },
  approval_delegation: { keep: 'record', system: 'userId toId startsOn endsOn createdAt' },
};
export const approvals: Slice = { name: 'approvals', module: ApprovalsModule, migrations: [approvalsTables, taskDue], words: approvalsWords, data: DATA };
