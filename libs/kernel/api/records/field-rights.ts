import { fieldsOf, RecordView, UNREADABLE, type Change, type Fault, type Field, type FieldRight } from '#kernel/model';
import { currentPrincipal, type Principal } from '../access/context.ts';
import { Forbidden } from '../http/problems.ts';
import type { Row } from './row.ts';
import type { RecordTableInfo } from './table.ts';

/** The fields of a kind that are not free for the principal, each with what they may do. */
type Narrowed = ReadonlyMap<string, { readonly field: Field; readonly right: FieldRight }>;
const COMMON = new Set(fieldsOf(RecordView).map(({ name }) => name));
const known = new WeakMap<Principal, Map<string, Narrowed>>();

/** What every record has is ruled by its kind alone. */
export const ruledFields = (table: RecordTableInfo): readonly Field[] => [...table.columns, ...table.texts, ...table.lines].filter(({ name }) => !COMMON.has(name));

/** What somebody may do with a field: what their roles say of it, or else what their clearance says. */
export const fieldRight = (kind: string, { name, sensitive }: Field, principal = currentPrincipal()): FieldRight =>
  principal.fields?.[`${kind}.${name}`] ?? (sensitive > principal.clearance ? 'masked' : 'write');

/** The fields of a kind that the principal may not freely write, worked out once for each principal. */
export function narrowed(table: RecordTableInfo, principal = currentPrincipal()): Narrowed {
  const { name: kind } = table.info;
  const kinds = known.get(principal) ?? new Map<string, Narrowed>();
  known.set(principal, kinds);
  const ready = kinds.get(kind);
  if (ready) return ready;
  const rights = ruledFields(table).map((field) => [field.name, { field, right: fieldRight(kind, field, principal) }] as const);
  const made = new Map(rights.filter(([, { right }]) => right !== 'write'));
  kinds.set(kind, made);
  return made;
}

/** Whether the values of a field may be seen: a masked one may not. */
export const readable = (table: RecordTableInfo, name: string): boolean => !['hidden', 'masked'].includes(narrowed(table).get(name)?.right ?? 'write');
/** Throws Forbidden when one of the fields that something is made of is not to be seen: the whole of it would tell. */
export function demandReadable(table: RecordTableInfo, names: readonly string[]): void {
  const shut = names.find((name) => !readable(table, name));
  if (shut) throw new Forbidden(`${table.info.name}.${shut}`);
}
const hidden = (table: RecordTableInfo, name: string): boolean => narrowed(table).get(name)?.right === 'hidden';
/** Whether a field is there at all for the principal. */
export const visible = (table: RecordTableInfo, name: string): boolean => !hidden(table, name);
/** The fields that are there at all for the principal. */
export const visibleFields = (table: RecordTableInfo, fields: readonly Field[]): readonly Field[] =>
  narrowed(table).size === 0 ? fields : fields.filter(({ name }) => !hidden(table, name));

/** A phone keeps its country, its start and its last four digits, an address its first letter; anything else is left out. */
export function masked(field: Pick<Field, 'kind' | 'of'>, value: unknown): unknown {
  if (Array.isArray(value)) return value.map((entry) => masked({ kind: field.of ?? 'text' }, entry)).filter((entry) => entry !== null);
  if (typeof value !== 'string') return null;
  if (field.kind === 'phone') return value.replace(/;.*/, '').replace(/^(\+\d{2}\d{3})\d+(\d{4})$/, '$1****$2').replace(/^\+\d+$/, '****');
  return field.kind === 'email' ? value.replace(/^(.).*@/, '$1***@') : null;
}

/** Whether nothing of a field is shown to the current principal: it need not even be opened. */
export function isBlank(table: RecordTableInfo, { name, kind, of }: Field): boolean {
  const right = narrowed(table).get(name)?.right;
  return right === 'hidden' || (right === 'masked' && ![kind, of].some((one) => one === 'phone' || one === 'email'));
}

/** Leaves out what is hidden from the principal, and puts masks where they may not see the values. */
export function maskFields(table: RecordTableInfo, records: readonly Row[]): void {
  for (const [name, { field, right }] of narrowed(table)) {
    for (const record of records) {
      if (right === 'hidden') delete record[name];
      else if (right === 'masked' && record[name] !== undefined && record[name] !== null) record[name] = masked(field, record[name]);
    }
  }
}

/** What is wrong with writing these fields: a hidden or masked one is unknown, one that is only read is told so. Nothing may be said of a new record. */
export function unwritable(table: RecordTableInfo, input: object, fresh: boolean): Fault[] {
  return Object.entries(input).flatMap(([name, value]) => {
    const right = narrowed(table).get(name)?.right;
    const empty = value === undefined || (fresh && (value === null || (Array.isArray(value) && value.length === 0)));
    if (!right || (empty && right !== 'hidden')) return [];
    return [{ pointer: `/${name}`, code: right === 'read' ? 'read-only' : 'unknown' }];
  });
}

/** The changes of a history that the principal may know of. */
export const withoutHidden = (table: RecordTableInfo, changes: readonly Change[]): Change[] => changes.filter(({ field }) => readable(table, field));

/** Nobody makes up a value that cannot be opened: the mark stands where it stood. */
export function inventedMarks(fields: readonly Field[], now: Row, before: Row | null): Fault[] {
  const marks = (row: Row | null, { name }: Field) => [row?.[name]].flat().filter((value) => value === UNREADABLE).length;
  return fields.filter((field) => field.encrypted && marks(now, field) > marks(before, field)).map(({ name }) => ({ pointer: `/${name}`, code: 'unreadable' }));
}
