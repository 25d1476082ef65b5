import { fieldOf, fieldsOf, isListed, lineField, parseListQuery, recordOf, type Class, type Field, type Operator } from '#kernel/model';
import type { Query } from './records.ts';

/** Parameters of a list's address that are not filters. */
const OTHERS = new Set(['sort', 'size', 'after', 'q', 'deleted', 'fields', 'columns', 'totals', 'view', 'create']);
/** Parameters that concern the screen alone. */
const SCREEN = new Set(['fields', 'columns', 'totals', 'view', 'create']);

export interface Filter {
  readonly key: string;
  readonly field: Field;
  readonly operator: Operator;
  readonly values: readonly string[];
}
/** A named list: parameters of its address. */
export interface View {
  readonly key: string;
  readonly params: Query;
}

/** The filters in an address; what the model does not offer is left to the server to refuse. */
export function filtersOf(of: Class, params: Query): Filter[] {
  return Object.entries(params).flatMap(([key, raw]) => {
    if (OTHERS.has(key)) return [];
    const [name = '', operator = 'is'] = key.split('.');
    const field = fieldOf(of, name) ?? lineField(of, name);
    return field?.filter ? [{ key, field, operator: operator as Operator, values: raw.split(',') }] : [];
  });
}
export const filterKey = (field: string, operator: Operator): string => (operator === 'is' ? field : `${field}.${operator}`);

/** What of an address the server is asked for. */
export const queryOf = (params: Query): Query => Object.fromEntries(Object.entries(params).filter(([key]) => !SCREEN.has(key)));

/** An address without what the list does not know, any more: a view outlives its fields. */
export function understood(of: Class, params: Query): { readonly query: Query; readonly lost: readonly string[] } {
  const query = queryOf(params);
  const lost = new Set(parseListQuery(of, query).faults.map(({ pointer }) => pointer.slice(1)).filter((key) => key in query));
  return { query: Object.fromEntries(Object.entries(query).filter(([key]) => !lost.has(key))), lost: [...lost] };
}

/** Fields people can filter by, in the order of the model. */
export const filterable = (of: Class): Field[] => {
  const owned = recordOf(of).owned;
  const lines = fieldsOf(of).flatMap(({ line }) => (line ? fieldsOf(line) : []));
  return [...fieldsOf(of), ...lines].filter(({ name, filter }) => filter && name !== 'id' && (owned || (name !== 'ownerId' && name !== 'teamId')));
};

/** Fields that can be columns. */
export const columnsOf = (of: Class): Field[] => {
  const hidden = new Set(['id', 'version', 'deletedAt', 'externalSource', ...(recordOf(of).owned ? [] : ['ownerId', 'teamId'])]);
  return fieldsOf(of).filter(({ name, kind }) => !hidden.has(name) && kind !== 'longText' && kind !== 'lines');
};

/** What a list asks of its records: what it shows, and what is needed to show it. */
export function askedOf(of: Class, shown: readonly string[]): string[] {
  const wanted = new Set([...shown, recordOf(of).title, 'nameZh', 'currency']);
  return fieldsOf(of).filter((field) => wanted.has(field.name) && isListed(field)).map(({ name }) => name);
}

const NUMBERS = ['money', 'unitPrice', 'quantity', 'integer', 'percent', 'rate'];
export const isNumber = ({ kind }: Field): boolean => NUMBERS.includes(kind);
/** Width of a column in pixels; the first one is the record's name. */
export function columnWidth(field: Field, title: boolean): number {
  if (title) return 250;
  if (field.kind === 'texts') return 190;
  if (field.kind === 'ref') return 170;
  if (field.kind === 'url' || (field.kind === 'text' && (field.max ?? 0) > 200)) return 210;
  if (field.kind === 'money' || field.kind === 'unitPrice') return 165;
  return ['flag', 'percent', 'choice', 'integer'].includes(field.kind) ? 115 : 130;
}
