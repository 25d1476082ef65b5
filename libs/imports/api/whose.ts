import { currentPrincipal, Forbidden, narrowed, reachOf, tableOf } from '#kernel/api';
import type { StoredImport } from './import.queries.ts';

/** Whatever a file is about, it may name these along with what is known of them. */
const PEOPLE = ['customer', 'contact'];

/** Whether somebody may look at the files of others: they import all of a kind, and nothing that such a file may hold in clear is masked for them. */
export const seesFilesOf = (kind: string): boolean =>
  reachOf(`${kind}.import`) === 'all' && [kind, ...PEOPLE].every((one) => [...narrowed(tableOf(one)).values()].every(({ right }) => right === 'read'));

/** A file is written with the rights of whoever brought it: nobody else changes or runs it. Throws Forbidden. */
export function demandOwn({ kind, userId }: StoredImport): void {
  if (userId !== currentPrincipal().id) throw new Forbidden(`${kind}.import`);
}
