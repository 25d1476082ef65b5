import { as, currentPrincipal, NotFound, Problem, Stale, type RunningJob } from '#kernel/api';
import type { ImportResult, UndoTally } from '#imports/model';
import type { MadeBatch, Remembered } from './import-made.queries.ts';
import type { StoredImport } from './import.queries.ts';
import { Stopped, type Tools } from './import-run.ts';

export type Undone = Omit<ImportResult, 'place'>;
const SIZE = 100;
const NOTHING: UndoTally = { removed: 0, restored: 0, kept: 0 };

/** Takes back what an import wrote, latest first, each record with a result of its own; goes on where it was broken off. */
export class ImportUndo {
  private tally: UndoTally;

  constructor(
    private readonly asked: StoredImport,
    private readonly tools: Tools,
    private readonly job: RunningJob,
  ) {
    this.tally = asked.report?.undone ?? NOTHING;
  }

  async undo(): Promise<void> {
    const { queries, made } = this.tools;
    const { id } = this.asked;
    for (let batch = await made.last(id); batch; batch = await made.last(id)) {
      try {
        await this.part(batch, SIZE);
      } catch (error) {
        if (!(error instanceof Problem)) throw error;
        // One of them is refused by a rule: each stands alone, and that one stays.
        for (let left = Math.min(SIZE, batch.records.length); left > 0; left--) await this.alone((await made.last(id)) as MadeBatch);
      }
    }
    await this.tools.work.run(() => queries.setWhile('undoing', id, { state: 'undone' }));
  }

  /** The last record of a batch; what its attempt wrote is gone before it is noted that it stays. */
  private async alone(batch: MadeBatch): Promise<void> {
    try {
      await this.part(batch, 1);
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      await this.part(batch, 1, error.code);
    }
  }

  /** The last records of a batch in one unit of work, with what became of them and how far it is. */
  private async part({ position, records }: MadeBatch, size: number, refused: string | null = null): Promise<void> {
    const { queries, made, work } = this.tools;
    const { id, tally, report } = this.asked;
    const taken = records.slice(-size);
    const results: Undone[] = [];
    const after = await work.run(async () => {
      results.length = 0;
      for (const record of taken.toReversed()) results.push(await this.one(record, refused));
      await made.keep(id, position, records.slice(0, -size));
      await made.settle(id, results);
      const undone = added(this.tally, results);
      const done = undone.removed + undone.restored + undone.kept;
      const whole = { create: tally.create, update: tally.update, skip: tally.skip, error: tally.error, also: tally.also, groups: [], ...report, undone };
      if (!(await queries.setWhile('undoing', id, { report: whole, done: Math.min(this.asked.rows, done) }))) throw new Stopped();
      await this.job.progress(done, tally.create + tally.update);
      return undone;
    });
    this.tally = after;
  }

  private async one({ line, kind, id, version, name, before, told: wrote }: Remembered, refused: string | null): Promise<Undone> {
    const principal = currentPrincipal();
    const grants = { ...principal.grants, [`${kind}.delete`]: principal.grants[`${kind}.create`] ?? principal.grants['*'] ?? 'own' };
    const told = (result: Undone['result'], reason: string | null = null): Undone => ({ line, kind, id, name, result, reason });
    if (refused) return told('kept', refused);
    try {
      await as({ ...principal, grants }, () => this.tools.writers.takeBack(kind, { id, version, ...(before ? { before } : {}), ...(wrote ? { told: wrote } : {}) }));
      return told(before ? 'restored' : 'removed');
    } catch (error) {
      if (error instanceof NotFound) return told('removed', 'not-found');
      // It is found out before anything is written.
      if (error instanceof Stale) return told('kept', error.code);
      throw error;
    }
  }
}

const added = ({ removed, restored, kept }: UndoTally, results: readonly Undone[]): UndoTally => {
  const count = (result: Undone['result']) => results.filter((one) => one.result === result).length;
  return { removed: removed + count('removed'), restored: restored + count('restored'), kept: kept + count('kept') };
};
