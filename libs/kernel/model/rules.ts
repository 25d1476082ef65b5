import {
  ArrayMaxSize, IsArray, IsBoolean, IsDefined, IsEmail, IsIn, IsInt, IsString, IsUUID, Max, Min, ValidateBy, ValidateIf, ValidateNested,
} from 'class-validator'; // prettier-ignore
import { isDay } from './day.ts';
import type { Field } from './field.ts';
import { isPhone } from './phone.ts';

type Rule = (prototype: object, name: string) => void;

const by = (name: string, holds: (value: unknown) => boolean, constraints: unknown[] = [], each = false): Rule =>
  ValidateBy({ name, constraints, validator: { validate: holds } }, { each }) as Rule;

/** Longest text in code points: what varchar(n) of utf8mb4 and JSON Schema's maxLength count. */
const maxChars = (max: number, each = false) =>
  by('maxLength', (v) => typeof v === 'string' && (v.length <= max || [...v].length <= max), [max], each);

/** NUL and its kin, and halves of characters; tab and line ends are text. The same as a pattern for JSON Schema. */
export const PLAIN_TEXT = '^[^\\u0000-\\u0008\\u000b\\u000c\\u000e-\\u001f\\u007f\\ud800-\\udfff]*$';
const PLAIN = new RegExp(PLAIN_TEXT, 'u');
const plain = (each = false) => by('control', (v) => typeof v === 'string' && PLAIN.test(v), [], each);

/** An address of the web: http or https, and nothing a browser would read differently. */
export const isUrl = (value: unknown): boolean => typeof value === 'string' && /^https?:\/\/[^\s/$.?#\\@][^\s\\]*$/i.test(value) && URL.canParse(value);
const isMoment = (value: unknown) =>
  typeof value === 'string' && /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,3})?Z$/.test(value) && !Number.isNaN(Date.parse(value));

/** class-validator's rules for one field: presence first, then by kind, then the domain's own. */
export function rulesOf(field: Field): Rule[] {
  const presence =
    field.required && !field.nullable
      ? IsDefined()
      : ValidateIf((_, value) => value !== undefined && !(field.nullable && value === null));
  const own = field.rule;
  return [presence as Rule, ...byKind(field), ...(own ? [by(own.code, (v) => own.holds(v as string))] : [])];
}

function byKind(field: Field): Rule[] {
  const text = [IsString() as Rule, maxChars(field.max ?? 200), plain()];
  const whole = [IsInt() as Rule, Min(field.min ?? Number.MIN_SAFE_INTEGER) as Rule, Max(field.max ?? Number.MAX_SAFE_INTEGER) as Rule];
  switch (field.kind) {
    case 'text':
    case 'longText':
      return text;
    case 'email':
      return [...text, IsEmail() as Rule];
    case 'phone':
      return [...text, by('isPhone', isPhone)];
    case 'url':
      return [...text, by('isUrl', isUrl)];
    case 'integer':
    case 'money':
    case 'unitPrice':
    case 'quantity':
    case 'percent':
    case 'rate':
      return whole;
    case 'day':
      return [by('isDay', isDay)];
    case 'moment':
      return [by('isMoment', isMoment)];
    case 'flag':
      return [IsBoolean() as Rule];
    case 'choice':
      return [IsIn([...(field.choices ?? [])]) as Rule];
    case 'option':
      return [by('option', (v) => typeof v === 'string' && /^[a-z0-9][a-z0-9-]{0,39}$/.test(v))];
    case 'ref':
      return [IsUUID() as Rule];
    case 'texts':
      return [IsArray() as Rule, ArrayMaxSize(field.max ?? 20) as Rule, maxChars(191, true), plain(true), ...entries(field)];
    case 'lines':
      return [IsArray() as Rule, ArrayMaxSize(field.max ?? 200) as Rule, ValidateNested({ each: true }) as Rule];
  }
}

function entries(field: Field): Rule[] {
  if (field.choices) return [IsIn([...field.choices], { each: true }) as Rule];
  if (field.of === 'email') return [IsEmail({}, { each: true }) as Rule];
  return field.of === 'phone' ? [by('isPhone', isPhone, [], true)] : [];
}
