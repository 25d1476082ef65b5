import { blindColumnsOf, recordTables, tableOf, type RecordTableInfo, type Row } from '#kernel/api';
import type { Field } from '#kernel/model';
import type { Known } from './person.ts';

/** A record by its kind and id: 'contact/0192…'. */
export interface RecordKey {
  readonly kind: string;
  readonly id: string;
}
export const keyText = ({ kind, id }: RecordKey): string => `${kind}/${id}`;
export const keyOf = (text: string): RecordKey | null => {
  const [, kind = '', id = ''] = /^([a-z-]{1,40})\/([0-9a-f-]{36})$/.exec(text) ?? [];
  return kind && isSubject(kind) ? { kind, id } : null;
};

/** Fields by which somebody is found in an index. */
export const foundBy = ({ columns, texts }: RecordTableInfo): Field[] => [...columns, ...texts].filter((field) => blindColumnsOf(field).blind !== undefined);
/** Kinds of records that may be a person: they have a phone or an e-mail address. */
export const subjectTables = (): RecordTableInfo[] => recordTables().filter((table) => foundBy(table).length > 0);
const isSubject = (kind: string): boolean => subjectTables().some(({ info }) => info.name === kind);

/** Words and choices that say what somebody is here; they stay. */
const STAYS: Readonly<Record<string, readonly string[]>> = { user: ['roles'] };
/** Choices that tell of a person by themselves. */
const TELLS = ['salutation'];
const TEXT = ['text', 'longText', 'url', 'email', 'phone', 'texts'];

/** The fields that tell of somebody: texts, and whatever is classified as personal. */
export function personalFields(kind: string): Field[] {
  const { columns, texts } = tableOf(kind);
  return [...columns, ...texts].filter(({ name, kind: of, sensitive }) => !STAYS[kind]?.includes(name) && (sensitive > 0 || TEXT.includes(of) || TELLS.includes(name)));
}
export const isFilled = (value: unknown): boolean => value !== null && value !== undefined && value !== '' && !(Array.isArray(value) && value.length === 0);

/** Why a record cannot be erased, by what it is; null when it can. */
export function refusalOf(kind: string, record: Row): string | null {
  if (kind === 'customer' && record['kind'] !== 'person') return 'privacy-company';
  if (kind === 'user' && record['status'] !== 'inactive') return 'privacy-active';
  return null;
}

/** What records say a person is known by. */
export function knownBy(records: readonly { readonly kind: string; readonly record: Row }[]): Known {
  const all = (test: (field: Field) => boolean) =>
    records.flatMap(({ kind, record }) => personalFields(kind).filter(test).flatMap(({ name }) => record[name]).filter((value): value is string => typeof value === 'string' && value !== ''));
  return {
    ids: records.map(({ record }) => record['id'] as string),
    names: [...all(({ name }) => name === 'name' || name === 'username')],
    phones: all(({ kind, of }) => (of ?? kind) === 'phone'),
    emails: all(({ kind, of }) => (of ?? kind) === 'email'),
    codes: all(({ name }) => name === 'creditCode'),
  };
}

/** Takes everything personal out of a record; its name becomes a word that says so. */
export function empty(kind: string, record: Row, erased: string): void {
  for (const { name, kind: of, nullable } of personalFields(kind)) {
    if (of === 'texts') record[name] = [];
    else if (nullable) record[name] = null;
    else if (name === 'username') record[name] = `erased-${String(record['id']).slice(-12)}`;
    else record[name] = erased;
  }
}
