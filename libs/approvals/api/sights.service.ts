import { Injectable } from '@nestjs/common';
import { currentPrincipal, Database, NotFound, reachOf, readable, recordTables } from '#kernel/api';
import { Subjects } from './subjects.service.ts';

/** Who may look at what was submitted: whoever takes part, whoever may see the record, and whoever keeps the flows. */
@Injectable()
export class Sights {
  constructor(
    private readonly db: Database,
    private readonly subjects: Subjects,
  ) {}

  /** Throws NotFound for everybody else. */
  async demand(runId: string): Promise<void> {
    if (reachOf('approval-flow.manage') || (await this.takesPart(runId))) return;
    const [run] = await this.db.read<{ kind: string; recordId: string }>('SELECT `kind`, `recordId` FROM `approval_run` WHERE `id` = ?', [runId]);
    if (!run || !(await this.subjects.reaches(run.kind, run.recordId, 'read'))) throw new NotFound();
  }
  /** Throws NotFound for whoever neither submitted it nor was asked nor got a copy. */
  async demandPart(runId: string): Promise<void> {
    if (!(await this.takesPart(runId))) throw new NotFound();
  }
  /** Whether whoever asks may know what it is worth: by taking part, by keeping the flows, or because they see the field anyway. */
  async whole(runId: string, kind: string): Promise<boolean> {
    return this.worth(kind) || reachOf('approval-flow.manage') !== null || (await this.takesPart(runId));
  }
  worth(kind: string): boolean {
    const table = recordTables().find(({ info }) => info.name === kind);
    return !table || readable(table, 'amount');
  }
  async takesPart(runId: string): Promise<boolean> {
    const { id } = currentPrincipal();
    const rows = await this.db.read(
      'SELECT 1 FROM `approval_run` WHERE `id` = ? AND `submitterId` = ? UNION ALL SELECT 1 FROM `approval_task` WHERE `runId` = ? AND (`assigneeId` = ? OR `forId` = ?) UNION ALL SELECT 1 FROM `approval_copy` WHERE `runId` = ? AND `userId` = ? LIMIT 1',
      [runId, id, runId, id, id, runId, id],
    );
    return rows.length > 0;
  }
}
