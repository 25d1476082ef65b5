import type { Fault } from './check.ts';
import { isDay, isPeriod } from './day.ts';
import { fieldOf, fieldsOf, type Class, type Field } from './field.ts';
import { recordOf } from './record.ts';

export const OPERATORS = ['is', 'ne', 'gte', 'lte', 'gt', 'lt', 'contains', 'starts', 'ends', 'empty'] as const;
export type Operator = (typeof OPERATORS)[number];

export interface Condition {
  readonly field: Field;
  readonly operator: Operator;
  readonly values: readonly string[];
}
/** A list as its address asks for it. */
export interface ListQuery {
  readonly conditions: readonly Condition[];
  readonly sort: { readonly field: Field; readonly descending: boolean };
  readonly size: number;
  readonly after: string | null;
  readonly q: string | null;
  readonly deleted: boolean;
  /** Questions of the kind that no field answers. */
  readonly asks: readonly string[];
  /** The fields its records come with; null for all that a list has. */
  readonly fields: readonly Field[] | null;
}

/** What records of a list come with in any case. */
export const ALWAYS_LISTED: readonly string[] = ['id', 'version', 'ownerId'];
/** Whether lists have a field: long texts and lines come with the record alone. */
export const isListed = ({ kind }: Field): boolean => kind !== 'longText' && kind !== 'lines';

/** The most filters a list takes at once, and the longest words it looks for. */
export const MOST_CONDITIONS = 20;
export const LONGEST_SEARCH = 200;
const WHOLE = ['integer', 'money', 'unitPrice', 'quantity', 'percent', 'rate'];

/** Whether a field holds phone numbers, one or several. */
export const isPhoneField = ({ kind, of }: Field): boolean => kind === 'phone' || of === 'phone';

/** The operators a field of that kind understands. */
export function operatorsOf(field: Field): readonly Operator[] {
  const empty: Operator[] = field.nullable || field.kind === 'texts' ? ['empty'] : [];
  if (field.encrypted) return ['is', 'ne', ...(isPhoneField(field) ? (['ends'] as const) : []), ...empty];
  if (field.kind === 'text' || field.kind === 'url') return ['is', 'ne', 'contains', 'starts', ...empty];
  if (WHOLE.includes(field.kind) || field.kind === 'day' || field.kind === 'moment')
    return ['is', 'ne', 'gte', 'lte', 'gt', 'lt', ...empty];
  return ['is', 'ne', ...empty];
}

/**
 * Reads a list's address. What it does not understand comes back as faults with the parameter as pointer;
 * a field that `readable` denies is one it does not know, and one that `visible` denies cannot be asked for.
 */
export function parseListQuery(
  of: Class,
  query: Record<string, unknown>,
  readable = (_name: string): boolean => true,
  visible = (_name: string): boolean => true,
): { query: ListQuery; faults: Fault[] } {
  const faults: Fault[] = [];
  const conditions: Condition[] = [];
  const { sort: rawSort, size: rawSize, after, q, deleted, fields, ...rest } = query as Record<string, string | undefined>;
  const asks: string[] = [];
  for (const [key, raw] of Object.entries(rest)) {
    if (recordOf(of).asks.includes(key)) {
      if (raw === 'true') asks.push(key);
      else faults.push({ pointer: `/${key}`, code: 'flag' });
      continue;
    }
    const [name = '', operator = 'is', ...more] = key.split('.');
    const known = more.length === 0 && readable(fieldOf(of, name) ? name : (listOf(of, name)?.name ?? name));
    const field = known ? (fieldOf(of, name) ?? lineField(of, name)) : undefined;
    if (!field?.filter || !operatorsOf(field).includes(operator as Operator)) {
      faults.push({ pointer: `/${key}`, code: field?.filter ? 'operator' : 'unknown' });
      continue;
    }
    if (typeof raw !== 'string') faults.push({ pointer: `/${key}`, code: 'text' });
    const single = operator !== 'is' && operator !== 'ne';
    const values = single ? [String(raw)] : String(raw).split(',');
    const wrong = values.length > 200 ? 'too-many' : values.map((v) => valueFault(field, operator, v)).find(Boolean);
    if (wrong) faults.push({ pointer: `/${key}`, code: wrong });
    else conditions.push({ field, operator: operator as Operator, values });
  }
  if (conditions.length > MOST_CONDITIONS) faults.push({ pointer: '', code: 'too-many' });
  if (typeof q === 'string' && q.length > LONGEST_SEARCH) faults.push({ pointer: '/q', code: 'too-long', params: { limit: LONGEST_SEARCH } });
  if (deleted !== undefined && deleted !== 'true' && deleted !== 'false') faults.push({ pointer: '/deleted', code: 'flag' });
  const usual = recordOf(of).order;
  const asked = rawSort ?? (readable(usual.replace(/^-/, '')) ? usual : '-createdAt');
  const sortField = fieldOf(of, asked.replace(/^-/, ''));
  if (!sortField?.sort || !readable(sortField.name)) faults.push({ pointer: '/sort', code: 'sort' });
  const size = rawSize === undefined ? 50 : Number(rawSize);
  if (!Number.isInteger(size) || size < 1 || size > 200) faults.push({ pointer: '/size', code: 'size' });
  const names = fields?.split(',') ?? [];
  const known = (name: string) => visible(name) && fieldsOf(of).some((field) => field.name === name && isListed(field));
  if (names.some((name) => !known(name))) faults.push({ pointer: '/fields', code: 'unknown' });
  const shown = fields === undefined ? null : fieldsOf(of).filter(({ name }) => names.includes(name) || ALWAYS_LISTED.includes(name));
  const sort = { field: sortField ?? (fieldOf(of, 'createdAt') as Field), descending: asked.startsWith('-') };
  return { query: { conditions, sort, size, after: after ?? null, q: q?.trim() || null, deleted: deleted === 'true', asks, fields: shown }, faults };
}

/** A field of the record's lines: a record matches when one of its lines does. */
export const lineField = (of: Class, name: string): Field | undefined => {
  const line = listOf(of, name)?.line;
  return line && fieldOf(line, name);
};
const listOf = (of: Class, name: string): Field | undefined => fieldsOf(of).find(({ line }) => line && fieldOf(line, name));

function valueFault(field: Field, operator: string, value: string): string | null {
  if (operator === 'empty') return value === 'true' || value === 'false' ? null : 'flag';
  if (operator === 'ends') return /^\d{4}$/.test(value) ? null : 'four-digits';
  if (field.encrypted) return value.length > 0 && value.length <= 200 ? null : 'text';
  if (WHOLE.includes(field.kind)) return /^-?\d{1,15}$/.test(value) ? null : 'whole-number';
  if (field.kind === 'flag') return value === 'true' || value === 'false' ? null : 'flag';
  if (field.kind === 'day') return isDay(value) || isPeriod(value) ? null : 'day';
  if (field.kind === 'moment')
    return isDay(value) || isPeriod(value) || !Number.isNaN(Date.parse(value)) ? null : 'moment';
  if (field.kind === 'choice') return field.choices?.includes(value) ? null : 'choice';
  if (field.kind === 'ref')
    return value === 'me' || value === 'my-team' || /^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/i.test(value) ? null : 'reference';
  return value.length > 0 && value.length <= 200 ? null : 'text';
}
