import { Injectable } from '@nestjs/common';
import { Database, Problem } from '#kernel/api';
import type { BatchResult, SubjectFacts } from '#approvals/model';
import { Acts } from './acts.service.ts';

/** Agrees to many tasks, one unit of work each: what cannot be agreed to is left and said. */
@Injectable()
export class Batches {
  constructor(
    private readonly db: Database,
    private readonly acts: Acts,
  ) {}

  async agree(tasks: readonly string[], comment: string | null): Promise<BatchResult[]> {
    const results: BatchResult[] = [];
    for (const taskId of tasks) {
      const code = await this.acts.agreeOfMany(taskId, comment).then(() => null, codeOf);
      results.push({ taskId, title: code === 'not-found' ? '' : await this.titleOf(taskId), code });
    }
    return results;
  }
  private async titleOf(taskId: string): Promise<string> {
    const [row] = await this.db.read<{ facts: string }>('SELECT r.`facts` FROM `approval_task` t JOIN `approval_run` r ON r.`id` = t.`runId` WHERE t.`id` = ?', [taskId]);
    return row ? (JSON.parse(row.facts) as SubjectFacts).title : '';
  }
}

function codeOf(error: unknown): string {
  if (error instanceof Problem) return error.code;
  throw error;
}
