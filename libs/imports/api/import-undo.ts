import { as, currentPrincipal, NotFound, Stale, type RunningJob } from '#kernel/api';
import type { ImportView } from '#imports/model';
import type { Tools } from './import-run.ts';

type Kept = { kind: string; id: string; name: string };

/** Takes back what an import brought into being, latest first; what was edited since stays and is listed. */
export async function undoImport(asked: ImportView, tools: Tools, job: RunningJob): Promise<void> {
  const { queries, work, writers } = tools;
  const principal = currentPrincipal();
  const kept: Kept[] = [...(asked.report?.kept ?? [])] as Kept[];
  const made = await queries.remembered(asked.id);
  let done = 0;
  for (let page = await queries.records(asked.id, 100); page.length > 0; page = await queries.records(asked.id, 100)) {
    await work.run(async () => {
      for (const { position, kind, recordId, version, name, before } of page) {
        const grants = { ...principal.grants, [`${kind}.delete`]: principal.grants[`${kind}.create`] ?? principal.grants['*'] ?? 'own' };
        try {
          await as({ ...principal, grants }, () =>
            before ? writers.putBack(kind, recordId, version, before) : writers.store(kind).remove(recordId, version),
          );
        } catch (error) {
          if (error instanceof Stale) kept.push({ kind, id: recordId, name });
          else if (!(error instanceof NotFound)) throw error;
        }
        await queries.forget(asked.id, position);
      }
      done += page.length;
      const report = { create: 0, update: 0, skip: 0, error: 0, also: {}, groups: [], ...asked.report, kept };
      await queries.set(asked.id, { report });
      await job.progress(done, made);
    });
  }
  await queries.set(asked.id, { state: 'undone' });
}
