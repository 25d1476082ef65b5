/** The kinds of field a model may have; the kind decides validation, storage, wire format and control. */
export type FieldKind =
  | 'text' | 'longText' | 'integer' | 'money' | 'unitPrice' | 'quantity' | 'percent' | 'rate' | 'day' | 'moment' | 'flag'
  | 'choice' | 'option' | 'ref' | 'email' | 'phone' | 'url' | 'texts' | 'lines'; // prettier-ignore

/** What a model knows about one of its fields. */
export interface Field {
  readonly name: string;
  readonly kind: FieldKind;
  /** Must be present in a body. */
  readonly required: boolean;
  /** May be null. */
  readonly nullable: boolean;
  readonly filter: boolean;
  readonly sort: boolean;
  /** 1 personal, 2 confidential, 3 secret: who may see it is the server's affair. */
  readonly sensitive: number;
  /** Stored encrypted: found by whole values alone, never sorted or searched. Confidential and secret fields are, unless the model says otherwise. */
  readonly encrypted?: boolean;
  /** Written by the server alone; never part of an input. */
  readonly derived: boolean;
  /** False: a number whose sum says nothing, such as a year. */
  readonly adds?: boolean;
  /** Longest text in code points, largest number, or most entries of a list. */
  readonly max?: number;
  readonly min?: number;
  /** What a choice is one of, or the entries of a list of texts. */
  readonly choices?: readonly string[];
  /** The tone each choice of a state is shown in; without them it is plain text. */
  readonly tones?: Readonly<Record<string, string>>;
  /** Key of the option set an `option` field takes its values from. */
  readonly set?: string;
  /** Name of the record a `ref` field points at. */
  readonly to?: string;
  /** Prefix of the translation keys of the entries of a `texts` field, where they are words of the program. */
  readonly labels?: string;
  /** Kind of the entries of a `texts` field. */
  readonly of?: 'text' | 'email' | 'phone';
  /** Class of the entries of a `lines` field. */
  readonly line?: Class;
  /** A rule of the domain beyond the kind: the code it reports when it does not hold. */
  readonly rule?: { readonly code: string; holds(value: string): boolean };
  /** A text that is kept letter by letter: a password. */
  readonly verbatim?: boolean;
  /** Brings a text into its one spelling before it is checked and stored. */
  readonly spell?: (value: string) => string;
}

/** Stands for an encrypted value that cannot be opened: whoever saves it back leaves what is stored as it is. */
export const UNREADABLE = '\uFFFD';

export type Class<T = object> = abstract new (...args: never[]) => T;

const known = new WeakMap<Class, Map<string, Field>>();

/** All fields of a class, its ancestors' first, in the order they were declared. */
export function fieldsOf(of: Class): readonly Field[] {
  return [...fieldMap(of).values()];
}

/** The field of that name, or undefined. */
export function fieldOf(of: Class, name: string): Field | undefined {
  return fieldMap(of).get(name);
}

/** Adds a field to a class. */
export function addField(to: Class, field: Field): void {
  const own = known.get(to) ?? new Map<string, Field>();
  own.set(field.name, field);
  known.set(to, own);
  merged.delete(to);
}

const merged = new WeakMap<Class, Map<string, Field>>();

function fieldMap(of: Class): Map<string, Field> {
  const ready = merged.get(of);
  if (ready) return ready;
  const parent = Object.getPrototypeOf(of) as Class | null;
  const inherited = typeof parent === 'function' && parent !== Function.prototype ? fieldMap(parent) : [];
  const all = new Map<string, Field>([...inherited, ...(known.get(of) ?? [])]);
  merged.set(of, all);
  return all;
}
