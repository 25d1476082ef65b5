import { Invalid } from '../http/problems.ts';
import { unwritable } from './field-rights.ts';
import { recordTables } from './table.ts';

/** Throws Invalid when a body names fields of the kind its route is about that whoever asks may not write, whatever the route would do with them. */
export function demandWritableBody(permission: string, body: unknown): void {
  const [kind, verb] = permission.split('.');
  const table = recordTables().find(({ info }) => info.name === kind);
  if (!table || typeof body !== 'object' || body === null || Array.isArray(body)) return;
  const faults = unwritable(table, body, verb === 'create');
  if (faults.length > 0) throw new Invalid(faults);
}
