import { Injectable } from '@nestjs/common';
import { Database, readable, recordTables, tableOf } from '#kernel/api';
import type { Change } from '#kernel/model';
import type { Run } from './run.ts';
import { Runs } from './runs.queries.ts';
import { Subjects, throughApproval } from './subjects.service.ts';

/** Says what of a record is different from when it was last approved, or from what it changes, as far as whoever asks may know the fields. */
@Injectable()
export class Differences {
  constructor(
    private readonly db: Database,
    private readonly runs: Runs,
    private readonly subjects: Subjects,
  ) {}

  /** Null when there is nothing to compare it with. */
  async of({ row: { id, kind, recordId } }: Run): Promise<Change[] | null> {
    const [last] = await this.db.read<{ id: string }>("SELECT `id` FROM `approval_run` WHERE `kind` = ? AND `recordId` = ? AND `state` = 'approved' AND `id` < ? ORDER BY `submittedAt` DESC, `id` DESC LIMIT 1", [kind, recordId, id]);
    const before = last ? await this.runs.snapshotOf(last.id) : await this.baseline(kind, recordId);
    if (!before) return null;
    const now = await this.runs.snapshotOf(id);
    const table = recordTables().some(({ info }) => info.name === kind) ? tableOf(kind) : null;
    const names = [...new Set([...Object.keys(before), ...Object.keys(now)])].filter((name) => !table || readable(table, name));
    const changes = names.map((field): Change => ({ field, old: before[field] ?? null, new: now[field] ?? null }));
    return changes.filter(({ old, new: value }) => JSON.stringify(old) !== JSON.stringify(value));
  }

  private async baseline(kind: string, recordId: string): Promise<Record<string, unknown> | null> {
    if (!this.subjects.has(kind)) return null;
    return throughApproval(async () => (await this.subjects.of(kind).baseline?.(recordId).catch(() => null)) ?? null);
  }
}
