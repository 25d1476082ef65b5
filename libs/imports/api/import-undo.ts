import { as, currentPrincipal, NotFound, Stale, type RunningJob } from '#kernel/api';
import type { StoredImport } from './import.queries.ts';
import type { Tools } from './import-run.ts';

type Kept = { kind: string; id: string; name: string };
const SIZE = 100;

/** Takes back what an import brought into being, latest first; what was edited since stays and is listed. */
export async function undoImport(asked: StoredImport, tools: Tools, job: RunningJob): Promise<void> {
  const { queries, made, work, writers } = tools;
  const principal = currentPrincipal();
  const { tally, report: before } = asked;
  const total = tally.create + tally.update;
  const kept: Kept[] = [...(before?.kept ?? [])];
  let done = 0;
  for (let batch = await made.last(asked.id); batch; batch = await made.last(asked.id)) {
    const { position, records } = batch;
    const rest = records.slice(0, -SIZE);
    const own: Kept[] = [];
    await work.run(async () => {
      own.length = 0;
      for (const { kind, id, version, name, before: old } of records.slice(-SIZE).reverse()) {
        const grants = { ...principal.grants, [`${kind}.delete`]: principal.grants[`${kind}.create`] ?? principal.grants['*'] ?? 'own' };
        try {
          await as({ ...principal, grants }, () => (old ? writers.putBack(kind, id, version, old) : writers.store(kind).remove(id, version)));
        } catch (error) {
          if (error instanceof Stale) own.push({ kind, id, name });
          else if (!(error instanceof NotFound)) throw error;
        }
      }
      await made.keep(asked.id, position, rest);
      const report = { create: 0, update: 0, skip: 0, error: 0, also: {}, groups: [], ...before, kept: [...kept, ...own] };
      await queries.set(asked.id, { report, done: Math.min(asked.rows, done + records.length - rest.length) });
      await job.progress(done + records.length - rest.length, total);
    });
    kept.push(...own);
    done += records.length - rest.length;
  }
  await queries.set(asked.id, { state: 'undone' });
}
