import type { INestApplicationContext } from '@nestjs/common';
import { fieldsOf, isListed, models, operatorsOf, recordOf, type Class } from '#kernel/model';
import { routesOf, type Route } from '../access/route-check.ts';
import { ANSWERS, ASKS, fieldsParameter } from './answers.ts';
import { namedQueriesOf } from './queries.ts';
import { objectOf, recordSchemaOf, schemaOf, type Schema } from './openapi-schema.ts';

const BODY = 3;
const PROBLEM = { $ref: '#/components/responses/Problem' };
const json = (schema: Schema) => ({ 'application/json': { schema } });
const reference = (name: string) => ({ $ref: `#/components/schemas/${name}` });

/** The whole API as OpenAPI 3.1, from the routes and the models themselves. */
export function openApiOf(app: Pick<INestApplicationContext, 'get'>, version: string): Schema {
  const schemas: Record<string, Schema> = { Named: NAMED, Problem: PROBLEM_SCHEMA };
  const paths: Record<string, Record<string, Schema>> = {};
  for (const route of routesOf(app)) {
    const path = route.path.replace(/:(\w+)/g, '{$1}');
    (paths[path] ??= {})[route.method.toLowerCase()] = operation(route, schemas);
  }
  return {
    openapi: '3.1.0', servers: [{ url: '/' }], info: { title: 'Rapport', version, license: { name: 'MIT', identifier: 'MIT' }, description: 'The REST API of Rapport. Changes carry `If-Match: "<version>"`; problems follow RFC 9457.' },
    security: [{ bearer: [] }], paths,
    components: {
      schemas, securitySchemes: { bearer: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' } },
      responses: { Problem: { description: 'What went wrong.', content: { 'application/problem+json': { schema: reference('Problem') } } } },
    },
  }; // prettier-ignore
}

function operation(route: Route, schemas: Record<string, Schema>): Schema {
  const [, , , top = '', id, ...rest] = route.path.split('/');
  const model = models().find((one) => recordOf(one).path === top);
  const body = bodyOf(route);
  if (body) schemas[body.name] ??= objectOf(body);
  const list = model !== undefined && route.method === 'GET' && id === undefined;
  const one = model !== undefined && ((id === ':id' && rest.length === 0) || (route.method === 'POST' && (id === undefined || rest.length === 1)));
  const versioned = id === ':id' && route.method !== 'GET' && rest[0] !== 'restore' && model !== undefined;
  if (model) schemas[model.name] ??= recordSchemaOf(model, true);
  const own = Reflect.getMetadata(ANSWERS, handlerOf(route)) as Schema | undefined;
  const answer = own ?? (list && model ? pageOf(model) : one && model ? reference(model.name) : {});
  const queries = namedQueriesOf(route.controller, route.name) ?? [];
  const asks = (Reflect.getMetadata(ASKS, handlerOf(route)) ?? []) as Schema[];
  const status = statusOf(route);
  return {
    operationId: route.handler.replace('.', '_'), summary: summaryOf(route), tags: [top || (route.path.startsWith('/health') ? 'health' : 'api')], ...(route.needs === null ? { security: [] } : {}),
    ...(route.needs && route.needs !== 'signed-in' ? { description: `Needs the permission \`${route.needs}\`.` } : {}),
    parameters: [
      ...[...route.path.matchAll(/:(\w+)/g)].map(([, name]) => ({ name, in: 'path', required: true, schema: { type: 'string', ...(name === 'kind' ? { enum: models().map((one) => recordOf(one).name) } : {}) } })),
      ...(versioned ? [{ name: 'If-Match', in: 'header', required: true, schema: { type: 'string' }, example: '"1"' }] : []),
      ...(route.method === 'POST' && route.needs !== null ? [IDEMPOTENCY_KEY] : []),
      ...(list && model && queries.length === 0 ? filtersOf(model) : queries.map((name) => ({ name, in: 'query', schema: { type: 'string' } }))),
      ...asks,
    ],
    ...(body ? { requestBody: { required: true, content: json(reference(body.name)) } } : {}),
    responses: { [status]: { description: 'Done.', ...(status === '204' ? {} : { content: json(answer) }) }, '4XX': PROBLEM, default: PROBLEM },
  }; // prettier-ignore
}

/** A route in words, as the code names it: "Api key: revoke all". */
function summaryOf({ handler }: Route): string {
  const [of = '', verb = ''] = handler.replace('Controller.', '.').split('.').map((name) => name.replace(/[A-Z]/g, (sign) => ` ${sign.toLowerCase()}`).trim());
  return `${of.charAt(0).toUpperCase()}${of.slice(1)}: ${verb}`;
}
const handlerOf = ({ prototype, name }: Route) => (prototype as Record<string, object>)[name] as object;
/** The status a handler answers with when all is well. */
const statusOf = (route: Route): string => String((Reflect.getMetadata('__httpCode__', handlerOf(route)) as number | undefined) ?? (route.method === 'POST' ? 201 : 200));
const IDEMPOTENCY_KEY = { name: 'Idempotency-Key', in: 'header', schema: { type: 'string', minLength: 8, maxLength: 200 }, description: 'The same key does it once and answers the same, for a day.' };

/** The model a handler takes as its body, if it takes one. */
export function bodyOf({ prototype, name, controller }: Route): Class | undefined {
  const args = (Reflect.getMetadata('__routeArguments__', controller, name) ?? {}) as Record<string, { index: number }>;
  const types = (Reflect.getMetadata('design:paramtypes', prototype, name) ?? []) as Class[];
  const [, found] = Object.entries(args).find(([key]) => Number(key.split(':')[0]) === BODY) ?? [];
  const of = found && types[found.index];
  return of && fieldsOf(of).length > 0 ? of : undefined;
}

function pageOf(model: Class): Schema {
  return {
    type: 'object', required: ['items', 'next', 'total', 'totalIs', 'totalAt'],
    properties: {
      items: { type: 'array', items: recordSchemaOf(model, false) }, next: { type: ['string', 'null'], description: 'Give it as `after` for the next page.' },
      total: { type: 'integer' }, totalIs: { enum: ['exact', 'atLeast'] }, totalAt: { type: 'string', format: 'date-time' },
    },
  }; // prettier-ignore
}

function filtersOf(model: Class): Schema[] {
  const fields = fieldsOf(model);
  const sorts = fields.filter(({ sort }) => sort).flatMap(({ name }) => [name, `-${name}`]);
  const own = [
    { name: 'q', schema: { type: 'string' }, description: 'Words that must occur.' },
    { name: 'sort', schema: { enum: sorts } }, { name: 'size', schema: { type: 'integer', minimum: 1, maximum: 200, default: 50 } },
    fieldsParameter(fields.filter(isListed).map(({ name }) => name), 'What the records come with; without it, everything a list has. Id, version and owner are always there.'),
    { name: 'after', schema: { type: 'string' } }, { name: 'deleted', schema: { enum: ['true', 'false'] }, description: 'The recycle bin.' },
  ]; // prettier-ignore
  const filters = [...fields, ...fields.flatMap(({ line }) => (line ? fieldsOf(line) : []))].filter(({ filter }) => filter).flatMap((field) =>
    operatorsOf(field).map((operator) => ({
      name: operator === 'is' ? field.name : `${field.name}.${operator}`, schema: { type: 'string' },
      ...(operator === 'is' ? { description: `Several values are separated by commas. ${String(schemaOf(field)['description'] ?? '')}`.trim() } : {}),
    })),
  ); // prettier-ignore
  return [...own, ...filters].map((parameter) => ({ in: 'query', ...parameter }));
}

const NAMED: Schema = { type: ['object', 'null'], required: ['id', 'name'], properties: { id: { type: 'string' }, name: { type: 'string' } } };
const PROBLEM_SCHEMA: Schema = {
  type: 'object', required: ['type', 'title', 'status', 'code'],
  properties: {
    type: { type: 'string' }, title: { type: 'string' }, status: { type: 'integer' }, code: { type: 'string' }, requestId: { type: 'string' }, params: { type: 'object' },
    errors: { type: 'array', items: { type: 'object', required: ['pointer', 'code'], properties: { pointer: { type: 'string' }, code: { type: 'string' }, params: { type: 'object' } } } },
  },
}; // prettier-ignore
