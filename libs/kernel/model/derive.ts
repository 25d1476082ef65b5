import { fieldsOf, type Class, type Field } from './field.ts';
import { install } from './fields.ts';
import { RecordView } from './record.ts';

/** What a caller may say of a new record besides its own fields: who owns it and what it is called elsewhere. */
type Given = 'ownerId' | 'externalSource' | 'externalId';
const GIVEN: readonly string[] = ['ownerId', 'externalSource', 'externalId'] satisfies Given[];
const SERVER_OWNED = new Set(fieldsOf(RecordView).map((field) => field.name).filter((name) => !GIVEN.includes(name)));

type Nullable<T> = { [K in keyof T]: null extends T[K] ? K : never }[keyof T];
/** A body: what may be null may be left out. */
export type Input<T> = Omit<T, Nullable<T>> & Partial<Pick<T, Nullable<T>>>;
export type InputClass<T> = new () => T;

function derive<T>(from: Class, keep: (field: Field) => Field | null): InputClass<T> {
  const Derived = class {};
  for (const field of fieldsOf(from)) {
    const kept = keep(field);
    if (kept) install(Derived, kept);
  }
  return Derived as InputClass<T>;
}

/** The body that creates a record: everything the server does not own. `owned` names further fields that move by verbs only. */
export function InputOf<T extends RecordView, K extends keyof T & string = never>(
  from: Class<T>,
  ...owned: K[]
): InputClass<Input<Omit<T, Exclude<keyof RecordView, Given> | K>>> {
  const left = new Set<string>([...SERVER_OWNED, ...owned]);
  return derive(from, (field) =>
    left.has(field.name) || field.derived ? null : { ...field, required: !field.nullable && field.kind !== 'texts' && field.kind !== 'lines' },
  );
}

/** The same body with some of its fields left to the server: they may be missing, but not null. */
export function OptionalType<T, K extends keyof T & string>(from: InputClass<T>, ...names: K[]): InputClass<Omit<T, K> & Partial<Pick<T, K>>> {
  const left = new Set<string>(names);
  return derive(from as Class, (field) => (left.has(field.name) ? { ...field, required: false } : field)) as never;
}

/** The body that changes a record: any of the fields. The owner moves by `assign`. */
export function PartialType<T>(from: InputClass<T>): InputClass<Partial<Omit<T, Given>>> {
  return derive(from as Class, (field) => (GIVEN.includes(field.name) ? null : { ...field, required: false }));
}
