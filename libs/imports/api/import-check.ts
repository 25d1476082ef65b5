import type { RunningJob } from '#kernel/api';
import { bundlesOf, partsOf, type Bundle, type Bundles } from './bundles.ts';
import { Faults } from './faults.ts';
import { findingsOf, linesOf } from './findings.ts';
import type { StoredImport } from './import.queries.ts';
import { Stopped, type Tools } from './import-run.ts';
import { RowJudge, type Judged } from './row-judge.ts';
import { Warnings } from './warnings.ts';

/** An import's dry run: every row that was not written yet is read, none is written, and what would happen is told. */
export class ImportCheck {
  private readonly judge: RowJudge;
  private readonly warnings: Warnings;
  private readonly faults = new Faults();
  private readonly bundles: Bundles;
  private readonly missing = new Map<string, Set<string>>();
  private readonly counts = { create: 0, update: 0, skip: 0, wait: 0 };

  constructor(
    private readonly asked: StoredImport,
    private readonly tools: Tools,
  ) {
    this.judge = new RowJudge(asked, tools);
    this.warnings = new Warnings(asked, tools.db);
    this.bundles = bundlesOf(asked, tools.rows);
  }

  async check(job: RunningJob): Promise<void> {
    const { queries } = this.tools;
    const { id, position } = this.asked;
    let done = 0;
    for (const pages of [this.bundles.waiting(), this.bundles.after(position)]) {
      for await (const page of pages) done = await this.part(page, done, job);
    }
    const also = Object.fromEntries([...this.missing].map(([kind, names]) => [kind, names.size]));
    const { create, update, skip } = this.counts;
    const report = { create, update, skip, error: this.faults.rows, also, groups: this.faults.told(), warnings: this.warnings.told() };
    await queries.set(id, { state: 'checked', done: this.asked.rows, report });
  }

  /** Looks again at records that were put right; tells what is still wrong with them. */
  look(bundles: readonly Bundle[]): Promise<Judged[]> {
    return this.judge.judge(bundles, true);
  }

  private async part(page: Bundle[], before: number, job: RunningJob): Promise<number> {
    const { queries, rows, work } = this.tools;
    const { id } = this.asked;
    const judged = await this.judge.judge(page, true);
    await this.warnings.look(judged);
    for (const one of judged) {
      if (one.faults.length === 0) this.counts[one.verdict]++;
      else for (const { line, faults } of findingsOf(one)) this.faults.add(line, faults);
      for (const { target, name } of one.missing) this.note(target.to ?? target.set ?? '', name);
    }
    const bad = judged.filter(({ faults }) => faults.length > 0);
    const done = before + page.flatMap(partsOf).length;
    await work.run(async () => {
      const again = bad.filter(({ line }) => line <= this.asked.position);
      await rows.note(id, bad.flatMap(findingsOf), again.flatMap(linesOf));
      if (!(await queries.setWhile('checking', id, { done }))) throw new Stopped();
      await job.progress(done, this.asked.rows);
    });
    return done;
  }
  private note(kind: string, name: string): void {
    const names = this.missing.get(kind) ?? new Set();
    this.missing.set(kind, names.add(name.toLowerCase()));
  }
}
