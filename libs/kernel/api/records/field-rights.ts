import { UNREADABLE, type Change, type Fault, type Field, type ListQuery } from '#kernel/model';
import { currentPrincipal } from '../access/context.ts';
import type { Row } from './row.ts';

/** Whether a field is above what the current principal may see. */
export const isHidden = ({ sensitive }: Field): boolean => sensitive > currentPrincipal().clearance;

/** A phone keeps its country, its start and its last four digits, an address its first letter; anything else is left out. */
function masked(field: Pick<Field, 'kind' | 'of'>, value: unknown): unknown {
  if (Array.isArray(value)) return value.map((entry) => masked({ kind: field.of ?? 'text' }, entry)).filter((entry) => entry !== null);
  if (typeof value !== 'string') return null;
  if (field.kind === 'phone') return value.replace(/;.*$/, '').replace(/^(\+\d{2}\d{3})\d+(\d{4})$/, '$1****$2').replace(/^\+\d+$/, '****');
  return field.kind === 'email' ? value.replace(/^(.).*@/, '$1***@') : null;
}

/** Whether nothing of a field is shown to the current principal: it need not even be opened. */
export const isBlank = (field: Field): boolean => isHidden(field) && !isMaskable(field);
const isMaskable = ({ kind, of }: Field): boolean => [kind, of].some((one) => one === 'phone' || one === 'email');

/** Puts masks where the principal may not see the values. */
export function maskFields(fields: readonly Field[], records: readonly Row[]): void {
  for (const field of fields.filter(isHidden)) {
    for (const record of records) if (record[field.name] !== undefined && record[field.name] !== null) record[field.name] = masked(field, record[field.name]);
  }
}

/** A hidden field is an unknown field: for filters and sorts … */
export const hiddenInQuery = ({ conditions, sort }: ListQuery): Fault[] => [
  ...conditions.filter(({ field }) => isHidden(field)).map(({ field }) => ({ pointer: `/${field.name}`, code: 'unknown' })),
  ...(isHidden(sort.field) ? [{ pointer: '/sort', code: 'sort' }] : []),
];

/** … and for what is written. */
export function hiddenInChange(fields: readonly Field[], now: Row, before: Row | null): Fault[] {
  const plain = (value: unknown) => JSON.stringify(value ?? null).replace('[]', 'null');
  return fields.filter((field) => isHidden(field) && plain(now[field.name]) !== plain(before?.[field.name])).map(({ name }) => ({ pointer: `/${name}`, code: 'unknown' }));
}

/** The changes of a history that the principal may know of. */
export function withoutHidden(fields: readonly Field[], changes: readonly Change[]): Change[] {
  const hidden = new Set(fields.filter(isHidden).map(({ name }) => name));
  return changes.filter(({ field }) => !hidden.has(field));
}

/** Nobody makes up a value that cannot be opened: the mark stands where it stood. */
export function inventedMarks(fields: readonly Field[], now: Row, before: Row | null): Fault[] {
  const marks = (row: Row | null, { name }: Field) => [row?.[name]].flat().filter((value) => value === UNREADABLE).length;
  return fields.filter((field) => field.encrypted && marks(now, field) > marks(before, field)).map(({ name }) => ({ pointer: `/${name}`, code: 'unreadable' }));
}
