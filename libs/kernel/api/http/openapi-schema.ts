import { ALWAYS_LISTED, fieldsOf, isListed, RecordView, PLAIN_TEXT, type Class, type Field } from '#kernel/model';

export type Schema = Record<string, unknown>;
const DAY = '^\\d{4}-\\d\\d-\\d\\d$';

/** The JSON Schema of a field, null included where it may be null. */
export function schemaOf(field: Field): Schema {
  const schema = byKind(field);
  if (!field.nullable) return schema;
  const { type, enum: choices, ...rest } = schema as { type?: string; enum?: unknown[] };
  return { ...rest, type: [type, 'null'], ...(choices ? { enum: [...choices, null] } : {}) };
}

function byKind({ kind, max, min, choices, of, line }: Field): Schema {
  const limits = { minimum: min ?? Number.MIN_SAFE_INTEGER, maximum: max ?? Number.MAX_SAFE_INTEGER };
  switch (kind) {
    case 'integer':
      return { type: 'integer', ...limits };
    case 'money':
      return { type: 'integer', ...limits, description: 'In minor units of the currency.' };
    case 'unitPrice':
      return { type: 'integer', ...limits, description: 'In 1/10,000 of the currency’s major unit.' };
    case 'quantity':
      return { type: 'integer', ...limits, description: 'In thousandths.' };
    case 'percent':
      return { type: 'integer', ...limits, description: 'In hundredths of a percent.' };
    case 'rate':
      return { type: 'integer', ...limits, description: 'In 10⁻⁸.' };
    case 'flag':
      return { type: 'boolean' };
    case 'day':
      return { type: 'string', format: 'date', pattern: DAY };
    case 'moment':
      return { type: 'string', format: 'date-time' };
    case 'choice':
      return { type: 'string', enum: [...(choices ?? [])] };
    case 'ref':
      return { type: 'string', format: 'uuid' };
    case 'option':
      return { type: 'string', pattern: '^[a-z0-9][a-z0-9-]{0,39}$' };
    case 'texts':
      return { type: 'array', maxItems: max ?? 20, items: { type: 'string', maxLength: 191, pattern: PLAIN_TEXT, ...(of === 'email' ? { format: 'email' } : {}) } };
    case 'lines':
      return { type: 'array', maxItems: max ?? 200, items: objectOf(line as Class) };
    case 'email':
      return { type: 'string', maxLength: max ?? 191, format: 'email' };
    default:
      return { type: 'string', maxLength: max ?? 200, pattern: PLAIN_TEXT };
  }
}

/** The schema of a body: what the model knows, nothing else. */
export function objectOf(of: Class): Schema {
  const fields = fieldsOf(of);
  const required = fields.filter(({ required: needed, nullable }) => needed && !nullable).map(({ name }) => name);
  return {
    type: 'object', additionalProperties: false, properties: Object.fromEntries(fields.map((field) => [field.name, schemaOf(field)])),
    ...(required.length > 0 ? { required } : {}),
  }; // prettier-ignore
}

const COMMON = new Set(fieldsOf(RecordView).map(({ name }) => name));

/** The schema of a record as the server answers with it: every field, and the name beside each reference. A field that roles may rule may be missing, or null where it is masked; in a list, one that was not asked for. */
export function recordSchemaOf(of: Class, whole: boolean): Schema {
  const fields = fieldsOf(of).filter((field) => whole || isListed(field));
  const names = fields.filter(({ kind, to }) => kind === 'ref' && to !== 'self').map(({ name }) => [name.replace(/Id$/, ''), { $ref: '#/components/schemas/Named' }]);
  const ruled = ({ name }: Field) => of.prototype instanceof RecordView && !COMMON.has(name);
  const own = fields.map((field) => [field.name, field.kind === 'lines' ? { type: 'array', items: recordSchemaOf(field.line as Class, true) } : answerOf(ruled(field) ? { ...field, nullable: true } : field)]);
  return { type: 'object', properties: Object.fromEntries([...own, ...names]), required: fields.filter((field) => (whole ? !ruled(field) : ALWAYS_LISTED.includes(field.name))).map(({ name }) => name) };
}

/** Answers are described without the limits of input. */
function answerOf(field: Field): Schema {
  const { type, enum: choices, items, description } = schemaOf(field) as { type: unknown; enum?: unknown; items?: Schema; description?: string };
  return { type, ...(choices ? { enum: choices } : {}), ...(items ? { items: { type: items['type'] } } : {}), ...(description ? { description } : {}) };
}
