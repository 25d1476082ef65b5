import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import type { House } from '#house';
import { bodyOf, objectOf, routesOf } from '#kernel/api';
import { fieldsOf, type Class, type Field } from '#kernel/model';
import type { Ids } from './world.ts';

const FILE = new URL('../authz.matrix.yaml', import.meta.url);
interface Matrix {
  readonly public: readonly string[];
  readonly operations: Readonly<Record<string, string>>;
}
export const MATRIX = parse(readFileSync(FILE, 'utf8')) as Matrix;

/** An operation with what it asks for and the body it takes. */
export interface Operation {
  readonly name: string;
  readonly method: string;
  readonly path: string;
  readonly needs: string;
  readonly body: Class | undefined;
  /** The word of the records in its address: 'customers'. */
  readonly top: string;
}
export const RANDOM = '019378f0-0000-7000-8000-000000000001';

/** Every operation that is not public, as the server serves it and as the matrix reviews it. */
export function operationsOf(house: House): Operation[] {
  return routesOf(house.app).flatMap((route) => {
    const name = `${route.method} ${route.path}`;
    const needs = MATRIX.operations[name];
    return needs ? [{ name, method: route.method, path: route.path, needs, body: bodyOf(route), top: route.path.split('/')[3] ?? '' }] : [];
  });
}

const WORDS: Readonly<Record<string, string>> = { phase: 'check', step: 'cancel', line: '1', revision: '1', rule: 'contract', set: 'source', key: 'website', kind: 'customer', report: 'contracts' };
/** The address with these ids; `:id` is the record's, `:linkId` one of its links'. */
export const addressOf = ({ path, top }: Operation, ids: Ids | string): string =>
  path.replace(/:(\w+)/g, (_, name: string) => {
    if (WORDS[name]) return WORDS[name];
    return typeof ids === 'string' ? ids : ids[name === 'linkId' ? 'links' : path.includes('/mappings/:') ? 'mappings' : top] ?? RANDOM;
  });
export const takesId = ({ path }: Operation): boolean => path.includes(':id');

const SAMPLES: Partial<Record<Field['kind'], unknown>> = { flag: true, day: '2026-01-02', moment: '2030-01-02T00:00:00.000Z', email: 'a@b.cn', phone: '+8613812345678', url: 'https://a.cn', option: 'web' };
const NAMED: Readonly<Record<string, unknown>> = {
  currency: 'CNY', key: 'fresh', username: 'fresh', creditCode: null, list: 'customers', kind: 'customer', timeZone: 'Asia/Shanghai', query: 'name=Nobody', permission: 'customer.read', format: 'csv',
}; // prettier-ignore

/** A body that the model takes, made of what it requires; references point at these records. */
export function validBody(of: Class, ids: Ids): Record<string, unknown> {
  const { required = [] } = objectOf(of) as { required?: string[] };
  return Object.fromEntries(fieldsOf(of).filter(({ name }) => required.includes(name)).map((field) => [field.name, sample(of, field, ids)]));
}
function sample(of: Class, field: Field, ids: Ids): unknown {
  if (field.kind === 'choice') return field.choices?.includes(String(NAMED[field.name])) ? NAMED[field.name] : field.choices?.[0];
  if (field.kind === 'ref') return field.to === 'self' ? ids['customers'] : (ids[pluralOf(field.to ?? '')] ?? RANDOM);
  if (field.kind === 'texts') return field.name === 'columns' ? ['name'] : field.name === 'tags' ? ['x'] : [];
  if (field.kind === 'lines') return [];
  if (field.name === 'password') return 'correct horse battery staple';
  if (field.name in NAMED && NAMED[field.name] !== null) return NAMED[field.name];
  if (field.kind in SAMPLES) return SAMPLES[field.kind];
  return field.kind === 'text' || field.kind === 'longText' ? 'a' : (field.min ?? 1);
}
export const pluralOf = (kind: string): string => (kind === 'category' ? 'categories' : kind === 'opportunity' ? 'opportunities' : `${kind}s`);
