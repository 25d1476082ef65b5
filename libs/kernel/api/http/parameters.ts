import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { IfMatchMissing, Invalid, NotFound } from './problems.ts';

const request = (context: ExecutionContext) => context.switchToHttp().getRequest<FastifyRequest>();

/** The version a change refers to, from `If-Match: "7"`. */
export const Version = createParamDecorator((_: unknown, context: ExecutionContext): number => {
  const header = request(context).headers['if-match'];
  if (header === undefined) throw new IfMatchMissing();
  const version = /^(?:W\/)?"?(\d{1,9})"?$/.exec(header)?.[1];
  if (!version) throw new Invalid([{ pointer: '/if-match', code: 'whole-number' }]);
  return Number(version);
});

/** The id in the address; what is no id is not found. */
export const Id = createParamDecorator((name: string | undefined, context: ExecutionContext): string => {
  const id = (request(context).params as Record<string, string>)[name ?? 'id'] ?? '';
  if (!/^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/i.test(id)) throw new NotFound();
  return id.toLowerCase();
});
