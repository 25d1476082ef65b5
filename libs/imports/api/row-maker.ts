import type { StoredImport } from './import.queries.ts';
import type { Tools } from './import-run.ts';
import type { Lookup } from './lookup.ts';
import type { PersonRow } from './people-rows.ts';
import type { Judged } from './row-judge.ts';
import type { Made } from './writers.ts';

export interface Making {
  readonly records: (Made & { line: number })[];
  /** Names that stand for something now: name, kind, id. */
  readonly learnt: readonly (readonly [string, string, string])[];
}

/** Creates the records of rows, each with what it names and what is not there. */
export async function made(rows: readonly Judged[], { kind, mapping }: StoredImport, { people, writers }: Tools, lookup: Lookup): Promise<Making> {
  const records: (Made & { line: number })[] = [];
  const learnt: (readonly [string, string, string])[] = [];
  if (kind === 'user') {
    for (const { body, line } of rows) records.push(...(await people.write(body as PersonRow, mapping.source ?? 'import')).map((one) => ({ ...one, line })));
    return { records, learnt };
  }
  // What this unit of work creates is known to itself alone until it is committed.
  const here = new Map<string, string>();
  const bodies: Record<string, unknown>[] = [];
  for (const { body, missing, line } of rows) {
    const whole: Record<string, unknown> = body['externalId'] ? { ...body, externalSource: mapping.source ?? 'import' } : { ...body };
    for (const { target, name } of missing) {
      const about = `${target.to ?? target.set ?? ''}/${name.toLowerCase()}`;
      const found = here.get(about) ?? (target.kind === 'ref' ? await lookup.find(target.to ?? '', name) : null);
      const created = found && found !== 'ambiguous' ? { made: null, value: found } : await writers.createMissing(target, name);
      whole[target.name] = created.value;
      here.set(about, created.value);
      if (created.made) records.push({ ...created.made, line });
      if (target.to) learnt.push([name, target.to, created.value]);
    }
    bodies.push(whole);
  }
  const written = bodies.length > 0 ? await writers.write(kind, bodies) : [];
  return { records: [...records, ...written.map((one, index) => ({ ...one, line: rows[index]?.line ?? 0 }))], learnt };
}
