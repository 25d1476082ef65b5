import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import type { INestApplicationContext } from '@nestjs/common';
import { openApiOf } from '#kernel/api';

interface Told {
  readonly method: string;
  readonly path: string;
  readonly pattern: RegExp;
  readonly responses: Record<string, { content?: Record<string, unknown> }>;
}
const pointer = (parts: readonly string[]) => parts.map((part) => encodeURIComponent(part.replaceAll('~', '~0').replaceAll('/', '~1'))).join('/');

/** Holds every answer of a server against the document of its API. */
export class Truth {
  private readonly ajv = new Ajv2020({ strict: false, validateFormats: false });
  private readonly told: Told[];
  private readonly checks = new Map<string, ValidateFunction>();

  constructor(app: Pick<INestApplicationContext, 'get'>) {
    (formats as unknown as (to: Ajv2020) => void)(this.ajv);
    const document = openApiOf(app, '1') as { paths: Record<string, Record<string, { responses: Told['responses'] }>> };
    this.ajv.addSchema({ $id: 'api', ...document });
    this.told = Object.entries(document.paths)
      .flatMap(([path, methods]) => Object.entries(methods).map(([method, { responses }]) => ({ method, path, responses, pattern: new RegExp(`^${path.replaceAll('.', '\\.').replace(/\{\w+\}/g, '[^/]+')}$`) })))
      .sort((a, b) => a.path.split('{').length - b.path.split('{').length);
  }

  /** What is untrue about an answer; null when it is as the document says. */
  lieOf(method: string, url: string, status: number, type: string, body: unknown): string | null {
    const path = url.split('?')[0] ?? '';
    const one = this.told.find((told) => told.method === method.toLowerCase() && told.pattern.test(path));
    const name = `${method} ${path}: ${status}`;
    if (!one) return status === 404 || status === 405 ? null : `${name} of a route the document does not have`;
    if (status >= 400) return type.startsWith('application/problem+json') ? this.lie(name, '#/components/schemas/Problem', body) : `${name} is no problem+json but ${type}`;
    const answer = one.responses[String(status)];
    if (!answer) return `${name} where the document says ${Object.keys(one.responses).join(', ')}`;
    if (!answer.content) return body === '' ? null : `${name} has a body`;
    return type.includes('json') ? this.lie(name, `#/${pointer(['paths', one.path, one.method, 'responses', String(status), 'content', 'application/json', 'schema'])}`, body) : null;
  }

  private lie(name: string, at: string, body: unknown): string | null {
    const holds = this.checks.get(at) ?? this.ajv.compile({ $ref: `api${at}` });
    this.checks.set(at, holds);
    return holds(body) ? null : `${name}: ${this.ajv.errorsText(holds.errors)} in ${JSON.stringify(body).slice(0, 300)}`;
  }
}
