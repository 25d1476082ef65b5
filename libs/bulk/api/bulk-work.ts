import { Invalid, narrowed, tableOf, type Records, type RecordStore } from '#kernel/api';
import { check, fieldsOf, normalise, recordOf, type RecordView } from '#kernel/model';
import type { BulkAction, NewBulk } from '#bulk/model';
import type { BulkRow } from './bulk.queries.ts';

type Body = Record<string, unknown>;
export type Store = RecordStore<RecordView>;
/** What became of a record: its version now, and what changed fields held before. */
export interface Worked {
  readonly name: string;
  readonly version: number;
  readonly before: Body;
}
/** The permission beside `bulk` that each action asks for. */
export const VERBS: Readonly<Record<BulkAction, string>> = { assign: 'assign', change: 'update', tag: 'update', delete: 'delete', restore: 'delete' };

/** The store of a kind. Throws Invalid for a kind that has none. */
export function storeOf(kernel: Records, kind: string): Store {
  const store = kernel.stores.get(kind);
  if (!store) throw new Invalid([{ pointer: '/kind', code: 'choice' }]);
  return store;
}

/** The change an action means, checked against what may be changed by hand. Throws Invalid. */
export function changeOf(store: Store, { action, field, value, ownerId, tags }: NewBulk): Body {
  const changes = store.changes;
  if (action === 'assign') return ownerId ? { ownerId } : refuse('/ownerId', 'required');
  if (action === 'delete' || action === 'restore') return {};
  if (!changes) return refuse('/action', 'choice');
  const closed = narrowed(tableOf(recordOf(store.model).name));
  const known = new Set(fieldsOf(changes).flatMap(({ name }) => (closed.has(name) ? [] : name)));
  if (action === 'tag') return !known.has('tags') ? refuse('/action', 'choice') : tags.length > 0 ? { tags } : refuse('/tags', 'required');
  if (!field || !known.has(field) || field === 'ownerId' || field === 'lines') return refuse('/field', 'choice');
  const body = normalise(changes, { [field]: parsed(value) }) as Body;
  const faults = check(changes, body);
  if (faults.length > 0) throw new Invalid(faults.map((fault) => ({ ...fault, pointer: '/value' })));
  return body;
}

/** Does it to one record, on the version it has now. */
export async function workOn(store: Store, id: string, action: BulkAction, change: Body): Promise<Worked> {
  await store.demand(id, 'bulk');
  if (action === 'restore') {
    const back = (await store.restore(id)) as RecordView & Body;
    return { name: titleOf(store, back), version: back.version, before: {} };
  }
  const old = (await store.get(id)) as RecordView & Body;
  const name = titleOf(store, old);
  if (action === 'delete') {
    await store.remove(id, old.version);
    return { name, version: old.version + 1, before: {} };
  }
  const whole = action === 'tag' ? { tags: [...new Set([...(old['tags'] as string[]), ...(change['tags'] as string[])])] } : change;
  const saved = action === 'assign' ? await store.assign(id, old.version, whole['ownerId'] as string) : await store.update(id, old.version, whole);
  return { name, version: saved.version, before: Object.fromEntries(Object.keys(whole).map((key) => [key, old[key] ?? null])) };
}

/** Takes it back from one record. Throws Stale when somebody changed it since. */
export async function takeBack(store: Store, { recordId, version, before }: BulkRow, action: BulkAction): Promise<void> {
  if (action === 'delete') await store.restore(recordId);
  else if (action === 'restore') await store.remove(recordId, version ?? 0);
  else if (action === 'assign') await store.assign(recordId, version ?? 0, before?.['ownerId'] as string);
  else await store.update(recordId, version ?? 0, before ?? {});
}

export const titleOf = (store: Store, record: object): string => String((record as Body)[recordOf(store.model).title] ?? '');
function refuse(pointer: string, code: string): never {
  throw new Invalid([{ pointer, code }]);
}
function parsed(value: string | null): unknown {
  try {
    return value === null ? null : JSON.parse(value);
  } catch {
    return refuse('/value', 'json');
  }
}
