import { addField, type Class, type Field, type FieldKind } from './field.ts';
import { isCurrency } from './money.ts';
import { rulesOf } from './rules.ts';

/** A decorator that only fits a property of exactly type V. */
type Fits<V> = <K extends string, P extends { [k in K]: unknown }>(
  prototype: P & ([P[K]] extends [V] ? ([V] extends [P[K]] ? unknown : never) : never),
  name: K,
) => void;

interface Common {
  readonly optional?: boolean;
  readonly filter?: boolean;
  readonly sort?: boolean;
  readonly sensitive?: 1 | 2 | 3;
  readonly encrypted?: boolean;
  readonly derived?: boolean;
}
type TextOptions = Common & Pick<Field, 'max' | 'rule' | 'spell' | 'verbatim'>;
type NumberOptions = Common & Pick<Field, 'min' | 'max' | 'adds'>;
type For<V, O> = Fits<O extends { readonly optional: true } ? V | null : V>;

/** Declares a field on a class and puts class-validator's rules on it. */
export function install(to: Class, field: Field): void {
  addField(to, field);
  for (const rule of rulesOf(field)) rule(to.prototype as object, field.name);
}

function declare<F>(kind: FieldKind, { optional = false, ...rest }: Common & Partial<Field> = {}): F {
  const decorator = (prototype: object, name: string) =>
    install(prototype.constructor as Class, {
      filter: false, sort: false, sensitive: 0, derived: false, encrypted: (rest.sensitive ?? 0) >= 2, ...rest, name, kind, required: !optional, nullable: optional,
    }); // prettier-ignore
  return decorator as F;
}

/** One line of text, at most 200 code points unless said otherwise. */
export const Text = <const O extends TextOptions = object>(o?: O) => declare<For<string, O>>('text', o);
/** Several lines of text, at most 10,000 code points unless said otherwise. */
export const LongText = <const O extends TextOptions = object>(o?: O) =>
  declare<For<string, O>>('longText', { max: 10_000, ...o });
/** An ISO 4217 code: three capital letters. */
export const Currency = <const O extends Common = object>(o?: O) =>
  declare<For<string, O>>('text', { max: 3, rule: { code: 'currency', holds: isCurrency }, ...o });
export const Email = <const O extends TextOptions = object>(o?: O) => declare<For<string, O>>('email', { max: 191, ...o });
export const Phone = <const O extends TextOptions = object>(o?: O) => declare<For<string, O>>('phone', { max: 40, ...o });
export const Url = <const O extends TextOptions = object>(o?: O) => declare<For<string, O>>('url', { max: 500, ...o });
/** A whole number. */
export const Integer = <const O extends NumberOptions = object>(o?: O) => declare<For<number, O>>('integer', o);
/** An amount in the currency's minor unit. */
export const Money = <const O extends NumberOptions = object>(o?: O) => declare<For<number, O>>('money', { min: 0, ...o });
/** A price per unit, in 1/10,000 of the currency's major unit. */
export const UnitPrice = <const O extends NumberOptions = object>(o?: O) => declare<For<number, O>>('unitPrice', { min: 0, ...o });
/** A quantity in thousandths. */
export const Quantity = <const O extends NumberOptions = object>(o?: O) => declare<For<number, O>>('quantity', { min: 0, ...o });
/** A percentage in hundredths: 12.5 % is 1250. */
export const Percent = <const O extends NumberOptions = object>(o?: O) =>
  declare<For<number, O>>('percent', { min: 0, max: 10_000, ...o });
/** How many of one thing another one is, in 10⁻⁸: the rate of a currency. */
export const Rate = <const O extends NumberOptions = object>(o?: O) => declare<For<number, O>>('rate', { min: 1, adds: false, ...o });
/** A calendar day, 'yyyy-MM-dd'. */
export const Day = <const O extends Common = object>(o?: O) => declare<For<string, O>>('day', o);
/** A point in time, ISO 8601 in UTC. */
export const Moment = <const O extends Common = object>(o?: O) => declare<For<string, O>>('moment', o);
export const Flag = <const O extends Common = object>(o?: O) => declare<For<boolean, O>>('flag', o);
/** One of a closed list of words of the domain. */
export const Choice = <const C extends readonly string[], const O extends Common & Pick<Field, 'tones'> = object>(choices: C, o?: O) =>
  declare<For<C[number], O>>('choice', { ...o, choices });
/** A key of an option set that administrators keep. */
export const Option = <const O extends Common = object>(set: string, o?: O) => declare<For<string, O>>('option', { ...o, set });
/** The id of another record. */
export const Ref = <const O extends Common = object>(to: string, o?: O) => declare<For<string, O>>('ref', { ...o, to });
/** A short list of texts, each a row of its own: phones, e-mails, tags. */
export const Texts = (of: 'text' | 'email' | 'phone', o?: Common & Pick<Field, 'max' | 'labels' | 'choices'>): Fits<string[]> =>
  declare<Fits<string[]>>('texts', { ...o, of });
/** The rows of a record that live and die with it. */
export const Lines = <T extends object>(line: Class<T>, o?: Common & Pick<Field, 'max'>): Fits<T[]> =>
  declare<Fits<T[]>>('lines', { ...o, line });
