import { getMetadataStorage, type ValidationArguments, type ValidatorConstraintInterface } from 'class-validator';
import { fieldsOf, UNREADABLE, type Class, type Field } from './field.ts';

/** One thing that is wrong with a body: where (JSON pointer), what (a code of the dictionary), and with which facts. */
export interface Fault {
  readonly pointer: string;
  readonly code: string;
  readonly params?: Record<string, unknown>;
}

const CODES: Record<string, string> = {
  isString: 'text', isInt: 'whole-number', isBoolean: 'flag', isUuid: 'reference', isArray: 'list', isIn: 'choice',
  isEmail: 'email', isPhone: 'phone', isUrl: 'url', isDay: 'day', isMoment: 'moment', maxLength: 'too-long',
  arrayMaxSize: 'too-many', min: 'too-small', max: 'too-large',
}; // prettier-ignore

interface Step {
  readonly code: string;
  readonly limit: unknown;
  holds(value: unknown): boolean;
}
interface Plan {
  readonly field: Field;
  readonly steps: readonly Step[];
}

const plans = new WeakMap<Class, Map<string, Plan>>();

/** Checks a body against a model with class-validator's own constraints, prepared once per class. Empty means valid. */
export function check(of: Class, body: unknown, at = ''): Fault[] {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) return [{ pointer: at, code: 'object' }];
  const plan = planOf(of);
  const faults: Fault[] = [];
  for (const name of Object.keys(body)) {
    if (!plan.has(name)) faults.push({ pointer: `${at}/${escape(name)}`, code: 'unknown' });
  }
  for (const { field, steps } of plan.values()) {
    const broken = checkValue(field, steps, (body as Record<string, unknown>)[field.name], at);
    if (broken !== NONE) faults.push(...broken);
  }
  return faults;
}

function checkValue(field: Field, steps: readonly Step[], value: unknown, at: string): readonly Fault[] {
  if (value === null ? field.nullable : value === undefined && (!field.required || field.nullable)) return NONE;
  const pointer = `${at}/${field.name}`;
  if (value === null || value === undefined) return [{ pointer, code: 'required' }];
  const told = field.encrypted ? readable(value) : value;
  const broken = told === undefined ? undefined : steps.find((step) => !step.holds(told));
  if (broken) {
    const choices = field.kind === 'choice' ? { choices: field.choices } : undefined;
    const params = choices ?? (typeof broken.limit === 'number' ? { limit: broken.limit } : undefined);
    return [params ? { pointer, code: broken.code, params } : { pointer, code: broken.code }];
  }
  const line = field.line;
  return line ? (value as unknown[]).flatMap((entry, index) => check(line, entry, `${pointer}/${index}`)) : NONE;
}
const NONE: readonly Fault[] = [];

function planOf(of: Class): Map<string, Plan> {
  const ready = plans.get(of);
  if (ready) return ready;
  const storage = getMetadataStorage();
  const rules = storage.getTargetValidationMetadatas(of as never, '', true, false);
  const plan = new Map<string, Plan>();
  for (const field of fieldsOf(of)) {
    const steps = rules
      .filter((rule) => rule.propertyName === field.name && rule.type === 'customValidation' && rule.name !== 'isDefined')
      .flatMap((rule) =>
        storage.getTargetValidatorConstraints(rule.constraintCls).map((constraint): Step => {
          const { instance } = constraint as { instance: ValidatorConstraintInterface };
          const args = { constraints: rule.constraints ?? [] } as unknown as ValidationArguments;
          const one = (value: unknown) => instance.validate(value, args) as boolean;
          const name = rule.name ?? '';
          return {
            code: CODES[name] ?? name,
            limit: rule.constraints?.[0],
            holds: rule.each ? (value) => (value as unknown[]).every(one) : one,
          };
        }),
      );
    plan.set(field.name, { field, steps });
  }
  plans.set(of, plan);
  return plan;
}

/** What cannot be opened keeps no rules; the store sees to it that nobody makes it up. */
function readable(value: unknown): unknown {
  if (Array.isArray(value)) return value.filter((entry) => entry !== UNREADABLE);
  return value === UNREADABLE ? undefined : value;
}

const escape = (name: string) => name.replaceAll('~', '~0').replaceAll('/', '~1');

/** Gives a plain body the prototype of its model without running a constructor. */
export function asInstance<T extends object>(of: Class<T>, body: object): T {
  return Object.assign(Object.create(of.prototype as object) as T, body);
}
