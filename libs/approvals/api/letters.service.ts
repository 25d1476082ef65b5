import { Injectable, type OnModuleInit } from '@nestjs/common';
import { UserService } from '#accounts/api';
import { as, Database, Events, SYSTEM, Workspace } from '#kernel/api';
import { RecordErased } from '#kernel/model';
import { ApprovalAsked, ApprovalDecided, ApprovalUrged, type SubjectFacts } from '#approvals/model';
import { Mail } from '#mail/api';

interface About {
  readonly facts: string;
  readonly submitterId: string | null;
  readonly assigneeId: string | null;
  readonly state: string | null;
}

/** Mails to those who are asked and to those who submitted, where mails leave at all; and lets go of what tells of an erased record. */
@Injectable()
export class Letters implements OnModuleInit {
  constructor(
    private readonly db: Database,
    private readonly events: Events,
    private readonly mail: Mail,
    private readonly users: UserService,
    private readonly workspace: Workspace,
  ) {}

  onModuleInit(): void {
    this.events.on(ApprovalAsked, 'letter', ({ runId, taskId }) => this.toAssignee(runId, taskId, 'approval-asked'));
    this.events.on(ApprovalUrged, 'letter', ({ runId, taskId }) => this.toAssignee(runId, taskId, 'approval-urged'));
    this.events.on(ApprovalDecided, 'letter', ({ runId, outcome }) => this.toSubmitter(runId, outcome));
    this.events.within(RecordErased, ({ kind, id }) => this.forget(kind, id));
  }

  private async toAssignee(runId: string, taskId: string, key: string): Promise<void> {
    const about = await this.about(runId, taskId);
    if (about?.assigneeId && about.state === 'open') await this.send(about.assigneeId, key, about, `/approvals?tab=waiting&run=${runId}`);
  }
  private async toSubmitter(runId: string, outcome: string): Promise<void> {
    const about = await this.about(runId, null);
    if (about?.submitterId && outcome !== 'recalled') await this.send(about.submitterId, `approval-${outcome}`, about, `/approvals?tab=mine&run=${runId}`);
  }
  private async about(runId: string, taskId: string | null): Promise<About | null> {
    const [row] = await this.db.read<About>('SELECT r.`facts`, r.`submitterId`, t.`assigneeId`, t.`state` FROM `approval_run` r LEFT JOIN `approval_task` t ON t.`runId` = r.`id` AND t.`id` = ? WHERE r.`id` = ?', [taskId, runId]);
    return row ?? null;
  }
  private async send(userId: string, key: string, { facts, submitterId }: About, path: string): Promise<void> {
    if (!(await this.mail.ready())) return;
    const { name, email, language } = await as(SYSTEM, () => this.users.get(userId));
    if (!email) return;
    const submitter = submitterId ? (await as(SYSTEM, () => this.users.get(submitterId).catch(() => null)))?.name : null;
    const { title } = JSON.parse(facts) as SubjectFacts;
    await this.mail.queue({ to: email, name, language: language ?? (await this.workspace.settings()).language, key, facts: { title, submitter: submitter ?? '–' }, path });
  }

  /** The snapshot and the title of a record that tells of nobody any more go with it. */
  private async forget(kind: string, id: string): Promise<void> {
    const rows = await this.db.read<{ id: string; facts: string }>('SELECT `id`, `facts` FROM `approval_run` WHERE `kind` = ? AND `recordId` = ?', [kind, id]);
    for (const row of rows) {
      const facts = { ...(JSON.parse(row.facts) as SubjectFacts), title: '–', number: null };
      await this.db.write('UPDATE `approval_run` SET `facts` = ?, `snapshot` = NULL WHERE `id` = ?', [JSON.stringify(facts), row.id]);
    }
  }
}
