import type { Named } from '#kernel/model';
import { masked, narrowed } from './field-rights.ts';
import type { RecordTableInfo } from './table.ts';

/** A name as far as the principal may see the field that it is. */
export function toldName(table: RecordTableInfo, named: Named): Named {
  const title = narrowed(table).get(table.info.title);
  if (title?.right !== 'hidden' && title?.right !== 'masked') return named;
  return { id: named.id, name: title.right === 'masked' ? String(masked(title.field, named.name) ?? '') : '' };
}
