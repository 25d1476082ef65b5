import { as, openApiOf, SYSTEM } from '#kernel/api';
import { CustomerService } from '#customers/api';
import type { House } from '#house';

export interface Operation {
  readonly method: string;
  /** Below /api/v1, with {names} in it. */
  readonly path: string;
  readonly parameters: readonly { name: string; in: string; schema: Record<string, any> }[];
  readonly body: Record<string, any> | null;
  readonly open: boolean;
}

/** Every operation of the API as its document tells it. */
export function operationsOf(house: House): Operation[] {
  const { paths, components } = openApiOf(house.app, '1') as any;
  return Object.entries<any>(paths).flatMap(([path, methods]) =>
    Object.entries<any>(methods).map(([method, { parameters, requestBody, security }]) => {
      const name = requestBody?.content['application/json'].schema.$ref.split('/').at(-1);
      return { method: method.toUpperCase(), path, parameters, body: name ? components.schemas[name] : null, open: security?.length === 0 };
    }),
  );
}

/** An address of the operation that leads somewhere: ids of a record, and words where a word is due. */
export const addressOf = ({ path, parameters }: Operation, id: string): string =>
  path.replace(/\{(\w+)\}/g, (_, name: string) => (name === 'id' || name === 'linkId' ? id : (parameters.find((one) => one.in === 'path' && one.name === name)?.schema['enum']?.[0] ?? 'x')));

/** A body that fits its schema. */
export function bodyOf({ body }: Operation): Record<string, unknown> {
  return Object.fromEntries(((body?.['required'] ?? []) as string[]).map((name) => [name, sample(body?.['properties'][name])]));
}
function sample(schema: Record<string, any> = {}): unknown {
  const type = [schema['type']].flat()[0];
  if (schema['enum']) return schema['enum'][0];
  if (type === 'integer') return Math.max(1, schema['minimum'] ?? 1);
  if (type === 'boolean') return true;
  if (type === 'array') return [];
  if (schema['format'] === 'uuid') return '019378f0-0000-7000-8000-000000000001';
  if (schema['format'] === 'email') return 'a@b.cn';
  if (schema['format'] === 'date') return '2026-01-01';
  if (schema['format'] === 'date-time') return '2026-01-01T00:00:00Z';
  return 'text of a field';
}

/** Operations that would end the session or the installation of whoever tries them. */
export const isFinal = ({ path }: Operation) => /\/(logout|refresh|login|setup|password|password-by-token|sample-data|me\/(security|email|keys).*|users\/.*factors.*|sessions.*)$/.test(path);

export const aCustomer = (house: House): Promise<string> => as(SYSTEM, () => house.get(CustomerService).add({ name: 'Anyuan', kind: 'company', status: 'active' }));

/** A request as it is, without the house's help. */
export async function raw(house: House, token: string, method: string, url: string, payload?: string, headers: Record<string, string> = {}) {
  const type: Record<string, string> = payload === undefined ? {} : { 'content-type': 'application/json' };
  return house.app.inject({ method: method as 'GET', url, headers: { authorization: `Bearer ${token}`, 'if-match': '"1"', ...type, ...headers }, ...(payload === undefined ? {} : { payload }) });
}
